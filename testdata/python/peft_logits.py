"""Loads a model and an adapter with the real transformers and PEFT and writes their logits.

Usage: python peft_logits.py MODEL ADAPTER CHAT.json OUT.safetensors
CHAT.json is a list of messages. OUT holds, as 32-bit floats, `ids` (the rendered chat's tokens),
`base` and `adapter` (one row of logits a token).
"""

import json
import sys

import torch
from peft import PeftModel
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, AutoTokenizer


def write_logits(model_folder, adapter_folder, chat_file, out):
    torch.set_num_threads(1)
    with open(chat_file, encoding="utf-8") as file:
        chat = json.load(file)
    tokenizer = AutoTokenizer.from_pretrained(model_folder)
    ids = torch.tensor([tokenizer.apply_chat_template(chat, return_dict=False)])
    base = AutoModelForCausalLM.from_pretrained(model_folder, dtype=torch.float32).eval()
    model = PeftModel.from_pretrained(base, adapter_folder).eval()
    with torch.no_grad():
        adapter_logits = model(input_ids=ids).logits[0]
        with model.disable_adapter():
            base_logits = model(input_ids=ids).logits[0]
    tensors = {"ids": ids[0].float(), "base": base_logits, "adapter": adapter_logits}
    save_file({name: value.float().contiguous() for name, value in tensors.items()}, out)


if __name__ == "__main__":
    write_logits(*sys.argv[1:])
