"""Loads a model and an adapter with the real mlx-lm and writes their logits.

Usage: python mlx_logits.py MODEL ADAPTER CHAT.json OUT.safetensors
As peft_logits.py: OUT holds `ids`, `base` and `adapter` as 32-bit floats.
"""

import json
import sys

import mlx.core as mx
from mlx_lm import load


def logits(model_folder, adapter_folder, ids):
    model, _ = load(model_folder, adapter_path=adapter_folder)
    return model(ids)[0].astype(mx.float32)


def write_logits(model_folder, adapter_folder, chat_file, out):
    with open(chat_file, encoding="utf-8") as file:
        chat = json.load(file)
    _, tokenizer = load(model_folder)
    ids = mx.array([tokenizer.apply_chat_template(chat, return_dict=False)])
    tensors = {
        "ids": ids[0].astype(mx.float32),
        "base": logits(model_folder, None, ids),
        "adapter": logits(model_folder, adapter_folder, ids),
    }
    mx.save_safetensors(out, tensors)


write_logits(*sys.argv[1:])
