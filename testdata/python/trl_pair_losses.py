"""Trains by DPO with the real TRL from a given adapter and writes each loss type's losses.

Usage: python trl_pair_losses.py MODEL PAIRS.jsonl ADAPTER OUT.json
OUT.json holds the losses of every step, in file order: {"ipo": [...], "robust": [...]}; robust has a
label smoothing of 0.2.
"""

import json
import sys
import tempfile

import torch
import trl
from datasets import Dataset
from peft import LoraConfig, set_peft_model_state_dict
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM, AutoTokenizer

LOSSES = {"ipo": 0.0, "robust": 0.2}


def losses(model_folder, rows, adapter_folder, loss_type, smoothing):
    lora = LoraConfig.from_pretrained(adapter_folder)
    lora.inference_mode = False  # an adapter's file says that it is finished
    with tempfile.TemporaryDirectory() as out:
        settings = trl.DPOConfig(
            output_dir=out,
            loss_type=[loss_type],
            label_smoothing=smoothing,
            beta=0.1,
            use_cpu=True,
            bf16=False,
            gradient_checkpointing=False,
            report_to="none",
            save_strategy="no",
            disable_tqdm=True,
            dataloader_pin_memory=False,
            per_device_train_batch_size=2,
            num_train_epochs=1,
            learning_rate=1e-3,
            lr_scheduler_type="constant",
            logging_steps=1,
            max_length=256,
            train_sampling_strategy="sequential",
        )
        trainer = trl.DPOTrainer(
            model=AutoModelForCausalLM.from_pretrained(model_folder, dtype=torch.float32),
            args=settings,
            train_dataset=Dataset.from_list(rows),
            processing_class=AutoTokenizer.from_pretrained(model_folder),
            peft_config=lora,
        )
        start = load_file(f"{adapter_folder}/adapter_model.safetensors")
        set_peft_model_state_dict(trainer.model, start)
        trainer.train()
        return [entry["loss"] for entry in trainer.state.log_history if "loss" in entry]


def main(model_folder, pairs_file, adapter_folder, out):
    torch.set_num_threads(1)
    with open(pairs_file, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    found = {
        loss_type: losses(model_folder, rows, adapter_folder, loss_type, smoothing)
        for loss_type, smoothing in LOSSES.items()
    }
    with open(out, "w", encoding="utf-8") as file:
        json.dump(found, file)


main(*sys.argv[1:])
