"""Trains a low-rank adapter with LLaMA-Factory: sft, dpo or kto, on the CPU or a CUDA device.

It calls what `llamafactory-cli train` calls, in this process, since only so it hears of each step, ends
after one when that is asked, and looks at the rows as they came out. Its files, dataset_info.json and
train.yaml, stay beside the rows with relative paths: `llamafactory-cli train train.yaml`, run in that
folder, does the same again.
"""

import json
import os
import shutil

import child
import llamafactory
import peft
import torch
import transformers
import transformers_events
import yaml
from llamafactory.train.tuner import run_exp
from transformers import AutoConfig, AutoTokenizer

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
    child.keep_day(request)
    require_tokenizer(request["model"])
    folder = os.path.dirname(request["rows"])
    request["model"] = spelled_for_4(request["model"], os.path.join(folder, "base"))
    tokenizer = AutoTokenizer.from_pretrained(request["model"])
    sent = child.read_rows(request)
    require_no_tools(tokenizer, sent)
    lengths = transformers_events.chat_lengths(tokenizer, sent)
    rows = child.short_enough(sent, lengths, plan["max_length"])
    write_rows(folder, method, rows)
    dtype = transformers_events.model_dtype(AutoConfig.from_pretrained(request["model"]), cuda)
    arguments = train_arguments(request, folder, cuda, dtype == torch.bfloat16)
    with open(os.path.join(folder, "train.yaml"), "w") as file:
        yaml.safe_dump(relative(arguments, folder), file, sort_keys=False)

    def ready(dataset):
        if len(dataset) == len(rows):
            require_template(tokenizer, rows, dataset)
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


def spelled_for_4(model, folder):
    """transformers 5 writes positions under a name that version 4 passes over for its defaults."""
    with open(os.path.join(model, "config.json"), encoding="utf-8") as file:
        config = json.load(file)
    rope = config.pop("rope_parameters", None)
    if not rope:
        return model
    config["rope_theta"] = rope.pop("rope_theta", config.get("rope_theta", 10000.0))
    plain = rope.get("rope_type", "default") == "default"
    config["rope_scaling"] = None if plain else {name: v for name, v in rope.items() if v is not None}
    if "dtype" in config:
        config["torch_dtype"] = config.pop("dtype")
    shutil.rmtree(folder, ignore_errors=True)
    os.mkdir(folder)
    for name in os.listdir(model):
        os.symlink(os.path.join("..", os.path.basename(model), name), os.path.join(folder, name))
    os.remove(os.path.join(folder, "config.json"))
    with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
        json.dump(config, file)
    return folder


def require_no_tools(tokenizer, rows):
    """It writes tools in forms of its own, whatever the base model's chat template does."""
    if "tools" in tokenizer.chat_template and any("tools" in row for row in rows):
        raise child.Refused(
            "A row offers tools, which LLaMA-Factory does not write as the base model's chat template"
            " does: leave such rows out, or take `training.trainer: trl`."
        )


def require_template(tokenizer, rows, dataset):
    """It takes the chat template apart and puts chats together by itself, which can come out otherwise."""
    otherwise = 0
    for row, length in zip(dataset, transformers_events.chat_lengths(tokenizer, rows)):
        names = [name for name in ("chosen_input_ids", "rejected_input_ids") if name in row]
        otherwise += length != max(len(row[name]) for name in names or ["input_ids"])
    if otherwise:
        raise child.Refused(
            f"LLaMA-Factory would train on other tokens than the base model's chat template gives, in"
            f" {otherwise} of {len(rows)} rows: take `training.trainer: trl` or `djl`, or another chat template."
        )


def relative(arguments, folder):
    """The same with paths below the folder as seen from it."""
    within = folder + os.sep
    return {
        name: os.path.relpath(value, folder) if str(value).startswith(within) else value
        for name, value in (arguments | {"dataset_dir": "."}).items()
    }


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
        return {"messages": row["messages"]}
    if any(len(row.get(name, "x")) > 1 for name in ("chosen", "rejected", "completion")):
        raise child.Refused(
            "A row's answer has more than one turn, which LLaMA-Factory does not know:"
            " take `training.trainer: trl`."
        )
    if method == "kto":
        return {"messages": row["prompt"] + row["completion"], "label": row["label"]}
    return {"prompt": row["prompt"], "chosen": row["chosen"][0], "rejected": row["rejected"][0]}


def train_arguments(request, folder, cuda, bf16):
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
        bf16=bf16,
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
