"""Trains a low-rank adapter with LLaMA-Factory: sft, dpo or kto, on the CPU or a CUDA device.

Its files, dataset_info.json and train.yaml, stay beside the rows: `llamafactory-cli train train.yaml`
does the same again.
"""

import json
import os

import child
import llamafactory
import peft
import torch
import transformers
import transformers_events
import yaml
from llamafactory.train.tuner import run_exp
from transformers import AutoTokenizer

PROJECTIONS = "q_proj,k_proj,v_proj,o_proj,gate_proj,up_proj,down_proj"
TAGS = {
    "role_tag": "role",
    "content_tag": "content",
    "user_tag": "user",
    "assistant_tag": "assistant",
    "system_tag": "system",
}
COLUMNS = {
    "sft": {"messages": "messages"},
    "dpo": {"messages": "prompt", "chosen": "chosen", "rejected": "rejected"},
    "kto": {"messages": "messages", "kto_tag": "label"},
}


def main(request):
    plan, method = request["plan"], request["method"]
    cuda = torch.cuda.is_available()
    require_tokenizer(request["model"])
    tokenizer = AutoTokenizer.from_pretrained(request["model"])
    sent = child.read_rows(request)
    lengths = transformers_events.chat_lengths(tokenizer, sent)
    rows = child.short_enough(sent, lengths, plan["max_length"])
    folder = os.path.dirname(request["rows"])
    write_rows(folder, method, rows)
    arguments = train_arguments(request, folder, cuda)
    with open(os.path.join(folder, "train.yaml"), "w") as file:
        yaml.safe_dump(arguments, file, sort_keys=False)

    def ready(dataset):
        modules = (torch, transformers, peft)
        child.say(
            "ready",
            rows=len(sent),
            used=len(dataset),
            too_long=len(sent) - len(rows),
            device="cuda" if cuda else "cpu",
            versions={
                "llamafactory": llamafactory.__version__,
                **{m.__name__: m.__version__ for m in modules},
            },
        )

    events = transformers_events.Events(ready)
    run_exp(arguments, callbacks=[events])
    if events.unfinished:
        raise child.Stopped()
    child.say("done", step=events.steps)


def require_tokenizer(folder):
    """transformers 5 names a class that the transformers of LLaMA-Factory does not know."""
    with open(os.path.join(folder, "tokenizer_config.json"), encoding="utf-8") as file:
        if json.load(file).get("tokenizer_class") == "TokenizersBackend":
            raise child.Refused(
                "The base model's tokenizer_config.json names the class TokenizersBackend, which"
                " LLaMA-Factory does not know: write PreTrainedTokenizerFast there."
            )


def write_rows(folder, method, rows):
    with open(os.path.join(folder, "llamafactory.jsonl"), "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(shaped(method, row), ensure_ascii=False) + "\n")
    columns = COLUMNS[method]
    info = {"file_name": "llamafactory.jsonl", "formatting": "sharegpt", "columns": columns}
    info.update(tags=TAGS, ranking=method == "dpo")
    with open(os.path.join(folder, "dataset_info.json"), "w") as file:
        json.dump({"prefmill": info}, file, indent=2)


def shaped(method, row):
    """One message answers a chat; longer answers are not known there."""
    if method == "sft":
        return row
    if any(len(row.get(name, "x")) > 1 for name in ("chosen", "rejected", "completion")):
        raise child.Refused(
            "A row's answer has more than one turn, which LLaMA-Factory does not know:"
            " take `training.trainer: trl`."
        )
    if method == "kto":
        return {"messages": row["prompt"] + row["completion"], "label": row["label"]}
    return {"prompt": row["prompt"], "chosen": row["chosen"][0], "rejected": row["rejected"][0]}


def train_arguments(request, folder, cuda):
    plan, method = request["plan"], request["method"]
    schedule = plan["schedule"]
    if schedule == "constant" and plan["warmup_steps"]:
        schedule = "constant_with_warmup"
    arguments = dict(
        model_name_or_path=request["model"],
        stage=method,
        do_train=True,
        finetuning_type="lora",
        lora_rank=plan["rank"],
        lora_alpha=plan["alpha"],
        lora_dropout=0.0,
        use_dora=plan["adapter"] == "dora",
        lora_target=PROJECTIONS,
        dataset_dir=folder,
        dataset="prefmill",
        cutoff_len=plan["max_length"],
        overwrite_cache=True,
        output_dir=request["output"],
        overwrite_output_dir=False,
        resume_from_checkpoint=request["checkpoint"],
        per_device_train_batch_size=plan["batch_size"],
        gradient_accumulation_steps=plan["accumulation_steps"],
        num_train_epochs=float(plan["epochs"]),
        learning_rate=plan["learning_rate"],
        lr_scheduler_type=schedule,
        warmup_steps=plan["warmup_steps"],
        weight_decay=plan["weight_decay"],
        max_grad_norm=plan["max_grad_norm"],
        optim="adamw_torch",
        seed=plan["seed"],
        data_seed=plan["seed"],
        disable_shuffling=not plan["shuffle"],
        disable_gradient_checkpointing=True,
        bf16=cuda,
        use_cpu=not cuda,
        logging_steps=1,
        logging_nan_inf_filter=False,
        save_strategy="steps" if plan["checkpoint_steps"] else "no",
        save_steps=plan["checkpoint_steps"] or 1,
        save_total_limit=1,
        include_num_input_tokens_seen="non_padding",
        dataloader_pin_memory=cuda,
        report_to="none",
        plot_loss=False,
    )
    if method == "sft":
        arguments["mask_history" if plan["completion_only"] else "train_on_prompt"] = True
    else:
        arguments["pref_beta"] = plan["beta"]
    if request["start"]:
        arguments["adapter_name_or_path"] = request["start"]
    return arguments
