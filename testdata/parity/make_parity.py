"""Makes the reference run anew with the real TRL and PEFT: losses, gradients, adapters.

Usage: python make_parity.py OUT
Each method takes five steps of two consecutive rows from one written adapter whose B is not zero,
so that a wrong scale or a transposed factor shows in the first loss. Beside TRL's own trainers a
restatement of each loss in plain torch gives the gradients of the first step; both must agree.
"""

import copy
import json
import os
import sys
import tempfile
import warnings

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_DATASETS_DISABLE_PROGRESS_BARS"] = "1"
warnings.filterwarnings("ignore")

import peft
import torch
import torch.nn.functional as F
import transformers
import trl
from datasets import Dataset
from peft import LoraConfig, get_peft_model, get_peft_model_state_dict, set_peft_model_state_dict
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, AutoTokenizer, set_seed

import make_rows
import make_tiny

STEPS, BATCH, RATE, RANK, ALPHA, BETA, CLIP = 5, 2, 1e-3, 4, 8, 0.1, 1.0
TRAINERS = {
    "dpo": (trl.DPOTrainer, trl.DPOConfig),
    "kto": (trl.KTOTrainer, trl.KTOConfig),
    "sft": (trl.SFTTrainer, trl.SFTConfig),
}
LOGGED = [
    "loss", "grad_norm", "learning_rate", "num_tokens", "rewards/accuracies", "rewards/margins",
    "kl",
]


def lora():
    return LoraConfig(
        task_type="CAUSAL_LM",
        r=RANK,
        lora_alpha=ALPHA,
        lora_dropout=0.0,
        bias="none",
        target_modules=[
            "q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj",
        ],
    )


class Reference:
    """One model folder with rows, and everything that is computed from them."""

    def __init__(self, out):
        self.out = out
        self.model_folder = out + "/model"
        self.tokenizer = AutoTokenizer.from_pretrained(self.model_folder)
        self.rows = {}
        for method in TRAINERS:
            with open(f"{out}/{method}.jsonl", encoding="utf-8") as file:
                self.rows[method] = [json.loads(line) for line in file]

    def base(self):
        return AutoModelForCausalLM.from_pretrained(self.model_folder, dtype=torch.float32)

    def start(self):
        model = get_peft_model(self.base(), lora())
        generator = torch.Generator().manual_seed(99)
        for name, parameter in sorted(model.named_parameters()):
            if "lora_A" in name:
                parameter.data = (torch.rand(parameter.shape, generator=generator) - 0.5) * 0.2
            if "lora_B" in name:
                parameter.data = torch.randn(parameter.shape, generator=generator) * 0.02
        return model.eval()

    def ids(self, messages, prompt=False):
        return self.tokenizer.apply_chat_template(
            messages, add_generation_prompt=prompt, return_dict=False
        )

    def split(self, prompt, answer):
        before, whole = self.ids(prompt, True), self.ids(prompt + answer)
        assert whole[: len(before)] == before
        return before, whole[len(before) :]

    # --- the losses in plain torch -----------------------------------------------------------

    def log_probs(self, model, sequences):
        width = max(len(p) + len(c) for p, c in sequences)
        ids = torch.zeros(len(sequences), width, dtype=torch.long)
        present, targets = torch.zeros_like(ids), torch.zeros_like(ids)
        for i, (prompt, answer) in enumerate(sequences):
            length = len(prompt) + len(answer)
            ids[i, :length] = torch.tensor(prompt + answer)
            present[i, :length] = 1
            targets[i, len(prompt) : length] = 1
        logits = model(input_ids=ids, attention_mask=present, use_cache=False).logits[:, :-1]
        every = torch.log_softmax(logits.float(), -1).gather(2, ids[:, 1:, None])[..., 0]
        return (every * targets[:, 1:]).sum(1), targets[:, 1:].sum(1)

    def reference(self, model, sequences):
        with torch.no_grad(), model.disable_adapter():
            return self.log_probs(model, sequences)[0]

    def dpo(self, model, rows):
        pairs = [self.split(r["prompt"], r["chosen"]) for r in rows]
        pairs += [self.split(r["prompt"], r["rejected"]) for r in rows]
        gain = self.log_probs(model, pairs)[0] - self.reference(model, pairs)
        chosen, rejected = gain.chunk(2)
        return -F.logsigmoid(BETA * (chosen - rejected)).mean()

    def kto(self, model, rows):
        own = [self.split(r["prompt"], r["completion"]) for r in rows]
        mixed = [(own[i][0], own[i - 1][1]) for i in range(len(own))]
        with torch.no_grad():
            gains = self.log_probs(model, mixed)[0] - self.reference(model, mixed)
            kl = gains.mean().clamp(min=0)
        gain = self.log_probs(model, own)[0] - self.reference(model, own)
        good = torch.tensor([r["label"] for r in rows])
        z = BETA * torch.where(good, gain - kl, kl - gain)
        return (1 - torch.sigmoid(z)).mean()

    def sft(self, model, rows):
        sums, counts = self.log_probs(model, [([], self.ids(r["messages"])) for r in rows])
        return -sums.sum() / counts.sum()

    def plain(self, method):
        """Losses and gradient lengths of every step, and the first step's gradients."""
        model = self.start()
        trained = {n: p for n, p in model.named_parameters() if p.requires_grad}
        optimizer = torch.optim.AdamW(trained.values(), lr=RATE, weight_decay=0.0)
        steps, first = [], None
        for step in range(STEPS):
            optimizer.zero_grad()
            batch = self.rows[method][step * BATCH : (step + 1) * BATCH]
            loss = getattr(self, method)(model, batch)
            loss.backward()
            if first is None:
                first = {n.replace(".default", ""): p.grad.clone() for n, p in trained.items()}
            norm = torch.nn.utils.clip_grad_norm_(trained.values(), CLIP)
            optimizer.step()
            steps.append({"loss": loss.item(), "grad_norm": norm.item()})
        return steps, first

    # --- TRL's own ---------------------------------------------------------------------------

    def by_trl(self, method):
        set_seed(0)
        trainer_class, config_class = TRAINERS[method]
        settings = dict(
            output_dir=tempfile.mkdtemp(),
            use_cpu=True,
            bf16=False,
            gradient_checkpointing=False,
            report_to="none",
            save_strategy="no",
            disable_tqdm=True,
            dataloader_pin_memory=False,
            per_device_train_batch_size=BATCH,
            max_steps=STEPS,
            learning_rate=RATE,
            lr_scheduler_type="constant",
            warmup_steps=0,
            optim="adamw_torch",
            weight_decay=0.0,
            max_grad_norm=CLIP,
            logging_steps=1,
            max_length=256,
            train_sampling_strategy="sequential",
        )
        if method != "sft":
            settings["beta"] = BETA
        trainer = trainer_class(
            model=self.base(),
            args=config_class(**settings),
            train_dataset=Dataset.from_list(copy.deepcopy(self.rows[method])),
            processing_class=self.tokenizer,
            peft_config=lora(),
        )
        # the reference stays the base model, which is this model with the adapter off
        set_peft_model_state_dict(trainer.model, get_peft_model_state_dict(self.start()))
        trainer.train()
        log = [entry for entry in trainer.state.log_history if "loss" in entry]
        return [{k: e[k] for k in LOGGED if k in e} for e in log], trainer.model

    # --- files -------------------------------------------------------------------------------

    def save_adapter(self, model, name):
        folder = f"{self.out}/{name}"
        model.save_pretrained(folder)
        os.remove(folder + "/README.md")
        path = folder + "/adapter_config.json"
        with open(path, encoding="utf-8") as file:
            config = json.load(file)
        config["target_modules"].sort()  # PEFT writes a set in any order
        config["base_model_name_or_path"] = "model"
        with open(path, "w", encoding="utf-8") as file:
            json.dump(config, file, indent=1)

    def pair_facts(self):
        model, facts = self.start(), []
        for row in self.rows["dpo"]:
            chosen = self.split(row["prompt"], row["chosen"])
            rejected = self.split(row["prompt"], row["rejected"])
            with torch.no_grad():
                policy = [self.log_probs(model, [s])[0].item() for s in (chosen, rejected)]
            base = [self.reference(model, [s]).item() for s in (chosen, rejected)]
            facts.append(
                {
                    "prompt_ids": chosen[0],
                    "chosen_ids": chosen[1],
                    "rejected_ids": rejected[1],
                    "prompt_text": self.tokenizer.apply_chat_template(
                        row["prompt"], add_generation_prompt=True, tokenize=False
                    ),
                    "policy": policy,
                    "reference": base,
                }
            )
        return facts

    def write(self):
        self.save_adapter(self.start(), "initial_adapter")
        modules = (torch, trl, transformers, peft)
        result = {"versions": {m.__name__: m.__version__ for m in modules}}
        for method in TRAINERS:
            plain, gradients = self.plain(method)
            log, model = self.by_trl(method)
            for ours, theirs in zip(plain, log, strict=True):
                assert abs(ours["loss"] - theirs["loss"]) < 1e-5, (method, ours, theirs)
                assert abs(ours["grad_norm"] - theirs["grad_norm"]) < 1e-5, (method, ours, theirs)
            result[method] = {"trl_log": log}
            self.save_adapter(model, "final_adapter_" + method)
            save_file(
                {name: g.contiguous() for name, g in gradients.items()},
                f"{self.out}/step0_unclipped_grads_{method}.safetensors",
            )
        result["pairs"] = self.pair_facts()
        result["sft_ids"] = [self.ids(r["messages"]) for r in self.rows["sft"]]
        with open(self.out + "/losses.json", "w", encoding="utf-8") as file:
            json.dump(result, file, indent=1, ensure_ascii=False)


def main(out):
    torch.set_num_threads(1)
    os.makedirs(out, exist_ok=True)
    make_tiny.main(out + "/model")
    make_rows.main(out)
    Reference(out).write()


main(sys.argv[1])
