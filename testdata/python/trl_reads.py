"""One step of TRL's own trainers on a published folder, read by `datasets`.

Usage: python trl_reads.py FOLDER MODEL CACHE
Prints one JSON object: config -> {"rows", "used", "loss"}.
"""

import json
import os
import sys

import trl
from datasets import load_dataset
from peft import LoraConfig
from transformers import AutoModelForCausalLM, AutoTokenizer

TRAINERS = {
    "preference": (trl.DPOTrainer, trl.DPOConfig),
    "unpaired": (trl.KTOTrainer, trl.KTOConfig),
    "sft": (trl.SFTTrainer, trl.SFTConfig),
}


def step(folder, config, model, cache):
    rows = load_dataset(folder, config, split="train", cache_dir=cache)
    trainer_class, config_class = TRAINERS[config]
    trainer = trainer_class(
        model=AutoModelForCausalLM.from_pretrained(model),
        args=config_class(
            output_dir=os.path.join(cache, config),
            max_steps=1,
            per_device_train_batch_size=4,
            logging_steps=1,
            logging_nan_inf_filter=False,
            save_strategy="no",
            use_cpu=True,
            bf16=False,
            gradient_checkpointing=False,
            report_to="none",
            disable_tqdm=True,
        ),
        train_dataset=rows,
        processing_class=AutoTokenizer.from_pretrained(model),
        peft_config=LoraConfig(task_type="CAUSAL_LM", r=4),
    )
    trainer.train()
    losses = [entry["loss"] for entry in trainer.state.log_history if "loss" in entry]
    return {"rows": len(rows), "used": len(trainer.train_dataset), "loss": losses[0]}


def main(folder, model, cache):
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    json.dump({config: step(folder, config, model, cache) for config in TRAINERS}, out)


main(*sys.argv[1:])
