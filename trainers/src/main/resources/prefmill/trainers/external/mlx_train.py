"""Trains a low-rank adapter with mlx-lm: sft, on Apple silicon or any CPU."""

import json
import os
import shutil

import child
import mlx.core as mx
import mlx.optimizers as optim
import mlx_lm
import mlx_model
import transformers
from mlx.utils import tree_flatten, tree_unflatten
from mlx_lm.tuner import TrainingArgs, linear_to_lora_layers, train
from mlx_lm.tuner.callbacks import TrainingCallback
from mlx_steps import Steps, encode, loss, validation_loss

PROJECTIONS = ["self_attn." + name for name in ("q_proj", "k_proj", "v_proj", "o_proj")]
PROJECTIONS += ["mlp." + name for name in ("gate_proj", "up_proj", "down_proj")]


def main(request):
    plan = request["plan"]
    if mx.default_device().type == mx.DeviceType.cpu:
        mx.disable_compile()  # it would run a C++ compiler for half a minute
    child.keep_day(request)
    mx.random.seed(plan["seed"])
    model, tokenizer = mlx_model.load(request["model"])
    sent = child.read_rows(request)
    encoded = [encode(tokenizer, row, plan["completion_only"]) for row in sent]
    rows = child.short_enough(encoded, [len(ids) for ids, _ in encoded], plan["max_length"])
    held_out = [
        encode(tokenizer, row, plan["completion_only"])
        for row in child.read_validation(request)
    ]
    held_out = [row for row in held_out if len(row[0]) <= plan["max_length"]]
    steps = Steps(plan, rows)
    model.freeze()
    scale = plan["alpha"] / plan["rank"]
    lora = {"rank": plan["rank"], "scale": scale, "dropout": 0.0, "keys": PROJECTIONS}
    dora = plan["adapter"] == "dora"
    linear_to_lora_layers(model, len(model.layers), lora, use_dora=dora)
    if request["start"]:
        load_start(model, request["start"])
    checkpoints = Checkpoints(request["output"], model, clipped_adamw(plan, steps.of))
    told = checkpoints.resume(request["checkpoint"])
    child.say(
        "ready",
        rows=len(sent),
        used=len(rows),
        too_long=len(sent) - len(rows),
        device=str(mx.default_device()),
        versions={
            "mlx": mx.__version__,
            "mlx_lm": mlx_lm.__version__,
            "transformers": transformers.__version__,
        },
    )
    child.training_begins()
    child.say("start", of=steps.of, done=len(told))
    for log in told:
        child.say("log", earlier=True, **log)
    parts = plan["accumulation_steps"]
    train(
        model=model,
        optimizer=checkpoints.optimizer,
        train_dataset=rows,
        args=TrainingArgs(
            batch_size=plan["batch_size"],
            iters=(steps.of - len(told)) * parts,
            steps_per_report=parts,
            steps_per_save=steps.of * parts + 1,
            max_seq_length=plan["max_length"],
            grad_accumulation_steps=parts,
            adapter_file=os.path.join(request["output"], "adapters.safetensors"),
        ),
        loss=loss,
        iterate_batches=lambda **_: steps.batches(len(told)),
        training_callback=Events(plan["checkpoint_steps"], steps, checkpoints, told, held_out),
    )
    config = {"fine_tune_type": plan["adapter"], "num_layers": len(model.layers), "lora_parameters": lora}
    with open(os.path.join(request["output"], "adapter_config.json"), "w") as file:
        json.dump(config, file, indent=2, sort_keys=True)
    child.say("done", step=steps.of)


def load_start(model, folder):
    """A PEFT adapter's factors, transposed, and with DoRA its magnitudes."""
    peft = mx.load(os.path.join(folder, "adapter_model.safetensors"))
    tensors = [
        (
            name.removeprefix("base_model.model.")
            .replace("lora_A.weight", "lora_a")
            .replace("lora_B.weight", "lora_b")
            .replace("lora_magnitude_vector", "m"),
            value.T,
        )
        for name, value in peft.items()
    ]
    known = dict(tree_flatten(model.trainable_parameters()))
    if any(name not in known or known[name].shape != value.shape for name, value in tensors):
        raise child.Refused(
            "The adapter to go on from does not fit the base model: give one that was trained on it."
        )
    model.load_weights(tensors, strict=False)


def clipped_adamw(plan, of):
    """AdamW as torch has it, on gradients of at most a length, which mlx-lm does not know."""

    def rate(step):
        peak, warmup = plan["learning_rate"], plan["warmup_steps"]
        full = mx.array(peak)
        if plan["schedule"] == "linear":
            full = peak * mx.maximum(0, of - step) / max(1, of - warmup)
        return mx.where(step < warmup, peak * step / max(1, warmup), full)

    class Clipped(optim.AdamW):
        def apply_gradients(self, gradients, parameters):
            gradients, norm = optim.clip_grad_norm(gradients, plan["max_grad_norm"])
            updated = super().apply_gradients(gradients, parameters)
            self.state["grad_norm"] = norm
            return updated

    return Clipped(rate, [0.9, 0.999], 1e-8, plan["weight_decay"], bias_correction=True)


class Checkpoints:
    """Everything that a run needs to go on as if it had not been interrupted."""

    def __init__(self, output, model, optimizer):
        self.output, self.model, self.optimizer = output, model, optimizer
        self.optimizer.init(model.trainable_parameters())
        self.optimizer.state["grad_norm"] = mx.array(0.0)
        self.last = None

    def resume(self, folder):
        """Loads a checkpoint and returns the logs of the steps behind it."""
        if not folder:
            return []
        self.last = folder
        self.model.load_weights(os.path.join(folder, "adapters.safetensors"), strict=False)
        state = mx.load(os.path.join(folder, "optimizer.safetensors"))
        self.optimizer.state = tree_unflatten(list(state.items()))
        with open(os.path.join(folder, "log.json")) as file:
            return json.load(file)

    def save(self, logs):
        folder = os.path.join(self.output, f"checkpoint-{len(logs)}")
        os.makedirs(folder)
        adapters = dict(tree_flatten(self.model.trainable_parameters()))
        mx.save_safetensors(os.path.join(folder, "adapters.safetensors"), adapters)
        state = dict(tree_flatten(self.optimizer.state))
        mx.save_safetensors(os.path.join(folder, "optimizer.safetensors"), state)
        with open(os.path.join(folder, "log.json"), "w") as file:
            json.dump(logs, file)
        child.checkpoint_saved(folder, len(logs))
        if self.last:
            shutil.rmtree(self.last, ignore_errors=True)
        self.last = folder


class Events(TrainingCallback):
    """Tells of each step, saves checkpoints, ends the run at the end of a step."""

    def __init__(self, checkpoint_steps, steps, checkpoints, logs, held_out):
        self.checkpoint_steps, self.steps, self.checkpoints = checkpoint_steps, steps, checkpoints
        self.logs, self.held_out = list(logs), held_out

    def on_train_loss_report(self, info):
        step, of = len(self.logs) + 1, self.steps.of
        norm = self.checkpoints.optimizer.state["grad_norm"].item()
        child.require_finite(step, of, loss=info["train_loss"], grad_norm=norm)
        before = self.logs[-1]["tokens"] if self.logs else 0
        self.logs.append(
            {
                "step": step,
                "of": of,
                "epoch": self.steps.epoch(step),
                "loss": info["train_loss"],
                "learning_rate": info["learning_rate"],
                "grad_norm": norm,
                "tokens": before + self.steps.tokens(step),
            }
        )
        if self.held_out and step % self.steps.per_epoch == 0:
            size = self.steps.plan["batch_size"]
            value = validation_loss(self.checkpoints.model, self.held_out, size)
            child.require_finite(step, of, eval_loss=value)
            self.logs[-1]["eval_loss"] = value
        child.say("log", **self.logs[-1])
        due = self.checkpoint_steps and step % self.checkpoint_steps == 0
        if step < of and (child.stop_asked() or due):
            self.checkpoints.save(self.logs)
        if step < of and child.stop_asked():
            raise child.Stopped()
