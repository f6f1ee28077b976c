"""Saves a random DoRA adapter of every projection with the real PEFT.

Usage: python peft_dora.py MODEL OUT
"""

import sys

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM

PROJECTIONS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def main(model_folder, out):
    torch.manual_seed(5)
    torch.set_num_threads(1)
    base = AutoModelForCausalLM.from_pretrained(model_folder, dtype=torch.float32)
    lora = LoraConfig(
        task_type="CAUSAL_LM", r=4, lora_alpha=8, target_modules=PROJECTIONS, use_dora=True
    )
    model = get_peft_model(base, lora)
    with torch.no_grad():
        for name, value in model.named_parameters():
            if "lora_B" in name:
                value.normal_(0, 0.1)
            if "lora_magnitude_vector" in name:
                value.mul_(1 + 0.1 * torch.randn_like(value))
    model.save_pretrained(out)


main(*sys.argv[1:])
