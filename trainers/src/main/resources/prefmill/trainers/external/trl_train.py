"""Trains a low-rank adapter with TRL and PEFT: sft, dpo or kto, on the CPU or a CUDA device."""

import os

import child
import peft
import torch
import transformers
import transformers_events
import trl
from datasets import Dataset
from safetensors.torch import load_file
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer

PROJECTIONS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
TRAINERS = {
    "dpo": (trl.DPOTrainer, trl.DPOConfig),
    "kto": (trl.KTOTrainer, trl.KTOConfig),
    "sft": (trl.SFTTrainer, trl.SFTConfig),
}


def main(request):
    plan, method = request["plan"], request["method"]
    cuda = torch.cuda.is_available()
    child.keep_day(request)
    transformers.set_seed(plan["seed"])
    tokenizer = AutoTokenizer.from_pretrained(request["model"])
    sent = child.read_rows(request)
    lengths = transformers_events.chat_lengths(tokenizer, sent)
    rows = child.short_enough(sent, lengths, plan["max_length"])
    dataset = dataset_of(method, plan, rows)
    if method == "kto" and plan["shuffle"]:
        dataset = dataset.shuffle(seed=plan["seed"])
    held_out = child.read_validation(request)
    lengths = transformers_events.chat_lengths(tokenizer, held_out)
    held_out = [row for row, length in zip(held_out, lengths) if length <= plan["max_length"]]
    validation = dataset_of(method, plan, held_out)
    dtype = transformers_events.model_dtype(AutoConfig.from_pretrained(request["model"]), cuda)
    model = AutoModelForCausalLM.from_pretrained(request["model"], dtype=dtype)

    def ready(dataset):
        child.say(
            "ready",
            rows=len(sent),
            used=len(dataset),
            too_long=len(sent) - len(rows),
            device="cuda" if cuda else "cpu",
            versions={m.__name__: m.__version__ for m in (torch, transformers, trl, peft)},
        )

    events = transformers_events.Events(ready)
    trainer_class, config_class = TRAINERS[method]
    trainer = trainer_class(
        model=model,
        args=config_class(**arguments(request, cuda, dtype == torch.bfloat16)),
        train_dataset=dataset,
        eval_dataset=validation if held_out else None,
        processing_class=tokenizer,
        peft_config=lora(plan),
        callbacks=[events],
    )
    trainer.remove_callback(transformers.PrinterCallback)
    if held_out:
        events.evaluate = lambda: validation_loss(trainer, method)
    if request["start"]:
        load_start(trainer.model, request["start"])
    trainer.train(resume_from_checkpoint=request["checkpoint"])
    if events.unfinished:
        raise child.Stopped()
    trainer.save_model(request["output"])
    child.say("done", step=events.steps)


def validation_loss(trainer, method):
    """The mean over all rows, of SFT over all targets; Trainer's own is a mean over batches."""
    total = weights = 0.0
    random = torch.get_rng_state()
    trainer.model.eval()
    with torch.no_grad():
        for batch in trainer.get_eval_dataloader():
            batch = trainer._prepare_inputs(batch)
            loss = trainer.compute_loss(trainer.model, batch).item()
            weight = batch["input_ids"].shape[0]
            if method == "sft":
                weight = (batch["labels"][:, 1:] != -100).sum().item()
            total, weights = total + weight * loss, weights + weight
    trainer.model.train()
    torch.set_rng_state(random)
    return total / weights


def dataset_of(method, plan, rows):
    """The columns of a Dataset are the first row's, so every row has all of them."""
    tools = {"tools": None} if any("tools" in row for row in rows) else {}
    return Dataset.from_list([tools | shaped(method, plan, row) for row in rows])


def shaped(method, plan, row):
    """TRL takes the loss of a prompt and its completion on the completion alone."""
    if method == "sft" and plan["completion_only"]:
        row = dict(row)
        messages = row.pop("messages")
        row.update(prompt=messages[:-1], completion=messages[-1:])
    return row


def arguments(request, cuda, bf16):
    plan, method = request["plan"], request["method"]
    schedule = plan["schedule"]
    if schedule == "constant" and plan["warmup_steps"]:
        schedule = "constant_with_warmup"
    values = dict(
        output_dir=request["output"],
        use_cpu=not cuda,
        bf16=bf16,
        gradient_checkpointing=False,
        report_to="none",
        disable_tqdm=True,
        dataloader_pin_memory=cuda,
        seed=plan["seed"],
        data_seed=plan["seed"],
        num_train_epochs=plan["epochs"],
        per_device_train_batch_size=plan["batch_size"],
        per_device_eval_batch_size=plan["batch_size"],
        gradient_accumulation_steps=plan["accumulation_steps"],
        learning_rate=plan["learning_rate"],
        lr_scheduler_type=schedule,
        warmup_steps=plan["warmup_steps"],
        optim="adamw_torch",
        weight_decay=plan["weight_decay"],
        max_grad_norm=plan["max_grad_norm"],
        max_length=plan["max_length"],
        logging_steps=1,
        logging_nan_inf_filter=False,
        save_strategy="steps" if plan["checkpoint_steps"] else "no",
        save_steps=plan["checkpoint_steps"] or 1,
        save_total_limit=1,
    )
    if method != "sft":
        values["beta"] = plan["beta"]
    if method == "dpo":
        values.update(loss_type=plan["loss_type"], label_smoothing=plan["label_smoothing"])
    if method == "kto" or not plan["shuffle"]:
        values["train_sampling_strategy"] = "sequential"
    return values


def lora(plan):
    return peft.LoraConfig(
        task_type="CAUSAL_LM",
        r=plan["rank"],
        lora_alpha=plan["alpha"],
        lora_dropout=0.0,
        use_dora=plan["adapter"] == "dora",
        target_modules=PROJECTIONS,
    )


def load_start(model, folder):
    """Only the numbers of the adapter; the reference stays the base model."""
    tensors = load_file(os.path.join(folder, "adapter_model.safetensors"))
    loaded = peft.set_peft_model_state_dict(model, tensors)
    if loaded.unexpected_keys:
        raise child.Refused(
            "The adapter to go on from does not fit the base model: give one that was trained on it."
        )

