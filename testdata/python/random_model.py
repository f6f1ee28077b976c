"""Saves a small random model with the real transformers.

Usage: python random_model.py OUT TOKENIZER_FOLDER llama|qwen2 [tied] [bf16|f16] [sharded]
The biases of qwen2, which transformers starts at zero, are drawn too, so that a reader that leaves
them out is found.
"""

import shutil
import sys

import torch
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer


def main(out, tokenizer_folder, kind, *options):
    torch.manual_seed(5)
    config = AutoConfig.for_model(
        kind,
        vocab_size=len(AutoTokenizer.from_pretrained(tokenizer_folder)),
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        initializer_range=0.08,
        tie_word_embeddings="tied" in options,
        rope_parameters={"rope_type": "default", "rope_theta": 1_000_000.0},
    )
    model = AutoModelForCausalLM.from_config(config, dtype=torch.float32)
    for name, parameter in model.named_parameters():
        if name.endswith("bias"):
            parameter.data = torch.randn_like(parameter) * 0.3
    if "bf16" in options:
        model = model.to(torch.bfloat16)
    if "f16" in options:
        model = model.to(torch.float16)
    model.save_pretrained(out, max_shard_size="200KB" if "sharded" in options else "5GB")
    for name in ("tokenizer.json", "tokenizer_config.json", "chat_template.jinja"):
        shutil.copy(f"{tokenizer_folder}/{name}", out)


main(*sys.argv[1:])
