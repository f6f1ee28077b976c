"""The batches of a run on mlx-lm, and the loss over them.

mlx-lm's own drop the rows that do not fill a batch, count a padding token into the loss, and turn an
answer that was cut away into NaN. Here every row is trained on, and the loss of a step is the mean over
its targets, in however many parts it is computed.
"""

import functools
import random

import child
import mlx.core as mx
import mlx.nn as nn

PAD_TO = 32


def encode(tokenizer, row, completion_only):
    """A chat's tokens and the first of them that the loss is taken on."""
    messages, tools = row["messages"], child.tools(row)
    ids = tokenizer.apply_chat_template(messages, tools=tools, return_dict=False)
    if not completion_only:
        return ids, 1
    prompt = tokenizer.apply_chat_template(
        messages[:-1], tools=tools, add_generation_prompt=True, return_dict=False
    )
    if ids[: len(prompt)] != prompt or len(ids) == len(prompt):
        raise child.Refused(
            "The model's chat template writes a prompt otherwise once it is answered,"
            " so that completion_only cannot tell the answer apart; use another chat template."
        )
    return ids, len(prompt)


class Steps:
    """The optimiser's steps: which rows each takes, in how many parts, and what it has read."""

    def __init__(self, plan, rows):
        self.plan, self.rows = plan, rows
        self.size = plan["batch_size"] * plan["accumulation_steps"]
        self.per_epoch = -(-len(rows) // self.size)
        self.of = self.per_epoch * plan["epochs"]
        self.order = functools.lru_cache(maxsize=1)(self._order)

    def _order(self, epoch):
        order = list(range(len(self.rows)))
        if self.plan["shuffle"]:
            random.Random(self.plan["seed"] * 31 + epoch).shuffle(order)
        return order

    def step(self, number):
        """The rows of a step, from 1."""
        epoch, place = divmod(number - 1, self.per_epoch)
        return [self.rows[i] for i in self.order(epoch)[place * self.size : (place + 1) * self.size]]

    def epoch(self, number):
        epoch, place = divmod(number - 1, self.per_epoch)
        return epoch + min(1.0, (place + 1) * self.size / len(self.rows))

    def tokens(self, number):
        return sum(len(ids) for ids, _ in self.step(number))

    def batches(self, done):
        """Each part of each step behind those done: tokens, the mask of its targets, their share."""
        for number in range(done + 1, self.of + 1):
            rows = self.step(number)
            targets = sum(len(ids) - first for ids, first in rows)
            size, parts = self.plan["batch_size"], self.plan["accumulation_steps"]
            for part in range(parts):
                yield padded(rows[part * size : (part + 1) * size], targets / parts)


def padded(rows, targets):
    """A part without rows is one padding token, which no loss is taken on."""
    rows = rows or [([0, 0], 2)]
    width = -(-max(len(ids) for ids, _ in rows) // PAD_TO) * PAD_TO
    tokens = [ids + [0] * (width - len(ids)) for ids, _ in rows]
    mask = [[first <= i < len(ids) for i in range(1, width)] for ids, first in rows]
    return mx.array(tokens), mx.array(mask), mx.array(float(targets))


def loss(model, tokens, mask, targets):
    """The mean over the targets of the whole step, as the sum over its parts."""
    each = nn.losses.cross_entropy(model(tokens[:, :-1]).astype(mx.float32), tokens[:, 1:])
    return (each * mask).sum() / targets, mask.sum()


def validation_loss(model, rows, size):
    """The mean over the targets of all rows."""
    targets = sum(len(ids) - first for ids, first in rows)
    parts = [rows[i : i + size] for i in range(0, len(rows), size)]
    return sum(loss(model, *padded(part, targets))[0].item() for part in parts)
