"""Saves small random models with adapters and their logits, with the real transformers and PEFT.

Usage: python reference_models.py OUT TOKENIZER_FOLDER CHAT.json
Writes OUT/NAME/{model,adapter}/ and OUT/NAME/logits.safetensors (see peft_logits.py) for each shape
below. The biases of qwen2, which transformers starts at zero, are drawn too, so that a reader that
leaves them out is found.
"""

import json
import os
import shutil
import sys

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer

from peft_logits import write_logits

PLAIN = {"rope_type": "default", "rope_theta": 1_000_000.0}
STRETCHED = {
    "rope_type": "llama3",
    "rope_theta": 10_000.0,
    "factor": 8.0,
    "low_freq_factor": 1.0,
    "high_freq_factor": 4.0,
    "original_max_position_embeddings": 64,
}
LINEAR = {"rope_type": "linear", "rope_theta": 10_000.0, "factor": 4.0}
DYNAMIC = {"rope_type": "dynamic", "rope_theta": 10_000.0, "factor": 4.0}
YARN = {
    "rope_type": "yarn",
    "rope_theta": 1_000_000.0,
    "factor": 8.0,
    "original_max_position_embeddings": 64,
}
YARN_IN_FULL = YARN | {
    "rope_theta": 10_000.0,
    "beta_fast": 4.0,
    "beta_slow": 0.25,
    "mscale": 1.5,
    "mscale_all_dim": 0.5,
    "truncate": False,
}
SHAPES = {
    "qwen2": ("qwen2", PLAIN, False, torch.float32, "5GB", {}),
    "qwen2-tied-bf16-sharded": ("qwen2", PLAIN, True, torch.bfloat16, "200KB", {}),
    "llama-stretched-f16": ("llama", STRETCHED, False, torch.float16, "5GB", {}),
    "llama-tied-ungrouped": ("llama", PLAIN, True, torch.float32, "5GB", {"num_key_value_heads": 4}),
    "mistral-wide-heads-sharded": (
        "mistral",
        PLAIN,
        False,
        torch.float32,
        "200KB",
        {"head_dim": 24, "sliding_window": 1024},
    ),
    "llama-linear": ("llama", LINEAR, False, torch.float32, "5GB", {}),
    "llama-dynamic": ("llama", DYNAMIC, False, torch.float32, "5GB", {"max_position_embeddings": 1024}),
    "qwen2-yarn": ("qwen2", YARN, False, torch.float32, "5GB", {"max_position_embeddings": 512}),
    "mistral-yarn-in-full": ("mistral", YARN_IN_FULL, False, torch.float32, "5GB", {"sliding_window": None}),
    "llama-yarn-by-length": (
        "llama",
        YARN | {"factor": None, "attention_factor": 1.3},
        False,
        torch.float32,
        "5GB",
        {"max_position_embeddings": 256},
    ),
}
OLD_SPELLING = {"llama-stretched-f16", "qwen2-yarn"}
PROJECTIONS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def save_model(folder, tokenizer_folder, kind, rope, tied, dtype, shard, more):
    settings = {
        "vocab_size": len(AutoTokenizer.from_pretrained(tokenizer_folder)),
        "hidden_size": 64,
        "intermediate_size": 128,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "initializer_range": 0.08,
        "tie_word_embeddings": tied,
        "rope_parameters": rope,
    }
    config = AutoConfig.for_model(kind, **(settings | more))
    model = AutoModelForCausalLM.from_config(config, dtype=torch.float32)
    for name, parameter in model.named_parameters():
        if name.endswith("bias"):
            parameter.data = torch.randn_like(parameter) * 0.3
    model.to(dtype).save_pretrained(folder, max_shard_size=shard)
    for name in ("tokenizer.json", "tokenizer_config.json", "chat_template.jinja"):
        shutil.copy(f"{tokenizer_folder}/{name}", folder)


def spell_as_version_4(folder):
    file = os.path.join(folder, "config.json")
    with open(file, encoding="utf-8") as config_file:
        config = json.load(config_file)
    rope = config.pop("rope_parameters")
    config["torch_dtype"] = config.pop("dtype")
    config["rope_theta"] = rope.pop("rope_theta")
    config["rope_scaling"] = rope
    with open(file, "w", encoding="utf-8") as config_file:
        json.dump(config, config_file)


def save_adapter(model_folder, folder):
    base = AutoModelForCausalLM.from_pretrained(model_folder, dtype=torch.float32)
    lora = LoraConfig(task_type="CAUSAL_LM", r=4, lora_alpha=12, target_modules=PROJECTIONS)
    model = get_peft_model(base, lora)
    for name, parameter in model.named_parameters():
        if "lora_B" in name:
            parameter.data = torch.randn_like(parameter) * 0.05
    model.save_pretrained(folder)


def main(out, tokenizer_folder, chat_file):
    for name, shape in SHAPES.items():
        torch.manual_seed(5)
        model, adapter = os.path.join(out, name, "model"), os.path.join(out, name, "adapter")
        save_model(model, tokenizer_folder, *shape)
        if name in OLD_SPELLING:
            spell_as_version_4(model)
        save_adapter(model, adapter)
        write_logits(model, adapter, chat_file, os.path.join(out, name, "logits.safetensors"))


main(*sys.argv[1:])
