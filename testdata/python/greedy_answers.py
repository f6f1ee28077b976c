"""Lets the real transformers and PEFT answer prompts greedily.

Usage: python greedy_answers.py MODEL ADAPTER PROMPTS.json TOKENS OUT.json
PROMPTS.json is a list of lists of token ids. OUT holds, under `base` and `adapter`, the ids that
follow each prompt, the end of the message among them.
"""

import json
import sys

import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM


def answers(model, prompts, tokens):
    found = []
    for prompt in prompts:
        ids = torch.tensor([prompt])
        with torch.no_grad():
            out = model.generate(
                input_ids=ids,
                attention_mask=torch.ones_like(ids),
                do_sample=False,
                max_new_tokens=tokens,
            )
        found.append(out[0, len(prompt):].tolist())
    return found


def write_answers(model_folder, adapter_folder, prompts_file, tokens, out):
    torch.set_num_threads(1)
    with open(prompts_file, encoding="utf-8") as file:
        prompts = json.load(file)
    base = AutoModelForCausalLM.from_pretrained(model_folder, dtype=torch.float32).eval()
    model = PeftModel.from_pretrained(base, adapter_folder).eval()
    result = {"adapter": answers(model, prompts, int(tokens))}
    with model.disable_adapter():
        result["base"] = answers(model, prompts, int(tokens))
    with open(out, "w", encoding="utf-8") as file:
        json.dump(result, file)


if __name__ == "__main__":
    write_answers(*sys.argv[1:])
