"""What programs on transformers' Trainer share: its log as events, checkpoints, the end of a step."""

import math
import os

import child
import torch
from transformers import TrainerCallback


def chat_lengths(tokenizer, rows):
    """The tokens of each row's longest chat."""

    def length(chat, tools):
        return len(tokenizer.apply_chat_template(chat, tools=tools, return_dict=False))

    def chats(row):
        if "messages" in row:
            return [row["messages"]]
        answers = [row[name] for name in ("chosen", "rejected", "completion") if name in row]
        return [row["prompt"] + answer for answer in answers]

    return [max(length(chat, child.tools(row)) for chat in chats(row)) for row in rows]


def model_dtype(config, cuda):
    """Full precision, but on a CUDA device for weights that are not stored in it."""
    half = config.dtype in (torch.float16, torch.bfloat16)
    return torch.bfloat16 if cuda and half else torch.float32


class Events(TrainerCallback):
    """Tells how the training goes, and ends it after a step when that is asked."""

    def __init__(self, ready=lambda dataset: None):
        """`ready` is called with the rows as the trainer has them; `evaluate` after every epoch."""
        self.ready, self.evaluate, self.evaluated = ready, None, {}
        self.unfinished, self.steps = True, 0
        self.before, self.counted = 0, 0

    def on_train_begin(self, args, state, control, train_dataloader=None, **kwargs):
        self.ready(train_dataloader.dataset)
        child.training_begins()
        child.say("start", of=state.max_steps, done=state.global_step)
        for entry in state.log_history:
            if "loss" in entry:
                self.log(entry, state, earlier=True)
        self.before, self.counted = self.before + self.counted, 0

    def on_log(self, args, state, control, logs=None, **kwargs):
        if "loss" in logs:
            # The history is kept in checkpoints, so that a later attempt tells it again.
            state.log_history[-1].update(self.evaluated)
            self.log({"step": state.global_step, **logs, **self.evaluated}, state)
            self.evaluated = {}

    def on_step_end(self, args, state, control, **kwargs):
        if self.evaluate and state.global_step % self.steps_per_epoch(state) == 0:
            loss = self.evaluate()
            child.require_finite(state.global_step, state.max_steps, eval_loss=loss)
            self.evaluated = {"eval_loss": loss}
        if child.stop_asked():
            control.should_save = True
            control.should_training_stop = True
        return control

    def on_save(self, args, state, control, **kwargs):
        folder = os.path.join(args.output_dir, f"checkpoint-{state.global_step}")
        child.checkpoint_saved(folder, state.global_step)

    def on_train_end(self, args, state, control, **kwargs):
        self.unfinished = state.global_step < state.max_steps
        self.steps = state.global_step

    def log(self, entry, state, **more):
        step, of = entry["step"], state.max_steps
        numbers = {"loss": entry["loss"], "grad_norm": entry["grad_norm"]}
        child.require_finite(step, of, **numbers)
        for ours, theirs in (("accuracy", "rewards/accuracies"), ("margin", "rewards/margins")):
            if math.isfinite(entry.get(theirs, math.nan)):
                numbers[ours] = entry[theirs]
        if "eval_loss" in entry:
            numbers["eval_loss"] = entry["eval_loss"]
        child.say(
            "log",
            step=step,
            of=of,
            epoch=entry["epoch"],
            learning_rate=entry["learning_rate"],
            tokens=int(self.tokens(entry)),
            **numbers,
            **more,
        )

    def steps_per_epoch(self, state):
        return max(1, state.max_steps // state.num_train_epochs)

    def tokens(self, entry):
        """TRL counts anew in each attempt, transformers goes on."""
        if "num_tokens" not in entry:
            return entry.get("num_input_tokens_seen", 0)
        if entry["num_tokens"] < self.counted:
            self.before += self.counted
        self.counted = entry["num_tokens"]
        return self.before + self.counted
