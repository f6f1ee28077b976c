"""The other side of dpo.py: DPO by TRL, or by a plain loop over torch and PEFT.

Usage: python dpo_python.py trl|plain MODEL PAIRS.jsonl EPOCHS PAIRS_OF_A_STEP
Prints one JSON object: pairs behind the first step, their CPU seconds, the first and the last loss.
"""

import json
import os
import random
import sys
import tempfile
import time

import torch
import torch.nn.functional as F
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer, TrainerCallback

LORA = LoraConfig(
    task_type="CAUSAL_LM", r=8, lora_alpha=16, lora_dropout=0.0, target_modules="all-linear"
)
LEARNING_RATE, BETA, MAX_LENGTH = 1e-4, 0.1, 256


class Clock(TrainerCallback):
    """The CPU seconds of this process behind each step."""

    def __init__(self):
        self.seconds = []

    def on_step_end(self, *_, **__):
        self.seconds.append(time.process_time())


def by_trl(folder, rows, epochs, batch):
    import trl
    from datasets import Dataset

    clock = Clock()
    with tempfile.TemporaryDirectory() as out:
        settings = trl.DPOConfig(
            output_dir=out,
            use_cpu=True,
            bf16=False,
            gradient_checkpointing=False,
            report_to="none",
            save_strategy="no",
            disable_tqdm=True,
            dataloader_pin_memory=False,
            logging_steps=1,
            precompute_ref_log_probs=True,
            per_device_train_batch_size=batch,
            num_train_epochs=epochs,
            learning_rate=LEARNING_RATE,
            beta=BETA,
            max_length=MAX_LENGTH,
        )
        trainer = trl.DPOTrainer(
            model=AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32),
            args=settings,
            train_dataset=Dataset.from_list(rows),
            processing_class=AutoTokenizer.from_pretrained(folder),
            peft_config=LORA,
            callbacks=[clock],
        )
        trainer.train()
    losses = [entry["loss"] for entry in trainer.state.log_history if "loss" in entry]
    return clock.seconds, losses


def by_plain_loop(folder, rows, epochs, batch):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    base = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    model = get_peft_model(base, LORA).eval()

    def encode(prompt, answer):
        start = tokenizer.apply_chat_template(
            prompt, add_generation_prompt=True, return_dict=False
        )
        return len(start), tokenizer.apply_chat_template(prompt + answer, return_dict=False)

    def log_probs(sequences):
        width = max(len(ids) for _, ids in sequences)
        tokens = torch.zeros(len(sequences), width, dtype=torch.long)
        real, targets = tokens.clone(), tokens.clone()
        for row, (start, ids) in enumerate(sequences):
            tokens[row, : len(ids)] = torch.tensor(ids)
            real[row, : len(ids)] = 1
            targets[row, start : len(ids)] = 1
        logits = model(input_ids=tokens, attention_mask=real, use_cache=False).logits
        found = torch.log_softmax(logits[:, :-1].float(), -1).gather(2, tokens[:, 1:, None])
        return (found[..., 0] * targets[:, 1:]).sum(1)

    pairs = [
        (encode(row["prompt"], row["chosen"]), encode(row["prompt"], row["rejected"]))
        for row in rows
    ]
    with torch.no_grad(), model.disable_adapter():
        reference = [log_probs(pair) for pair in pairs]
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=LEARNING_RATE, weight_decay=0.0)
    order, draw, seconds, losses = [], random.Random(1), [], []
    for _ in range(epochs * len(pairs) // batch):
        if len(order) < batch:
            order = draw.sample(range(len(pairs)), len(pairs))
        rows, order = order[:batch], order[batch:]
        optimizer.zero_grad()
        policy = log_probs([pairs[i][side] for side in (0, 1) for i in rows])
        due = torch.stack([reference[i][side] for side in (0, 1) for i in rows])
        chosen, rejected = (policy - due).chunk(2)
        loss = -F.logsigmoid(BETA * (chosen - rejected)).mean()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        losses.append(loss.item())
        seconds.append(time.process_time())
    return seconds, losses


def main(kind, folder, pairs, epochs, batch):
    said = os.dup(1)
    os.dup2(2, 1)  # libraries print
    torch.set_num_threads(1)
    with open(pairs, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    way = by_trl if kind == "trl" else by_plain_loop
    seconds, losses = way(folder, rows, int(epochs), int(batch))
    found = {
        "pairs": (len(seconds) - 1) * int(batch),
        "seconds": seconds[-1] - seconds[0],
        "losses": [losses[0], losses[-1]],
    }
    os.write(said, (json.dumps(found) + "\n").encode())


main(*sys.argv[1:])
