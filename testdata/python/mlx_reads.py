"""Two iterations of mlx_lm.lora itself on a folder with train.jsonl.

Usage: python mlx_reads.py FOLDER MODEL OUT
Prints one JSON object: {"rows": rows of the training set, "losses": [each iteration's]}.
"""

import json
import os
import sys
import types
from pathlib import Path

import mlx.core as mx
import mlx_lm.lora as lora
from mlx_lm.tuner.datasets import load_local_dataset


def main(folder, model, out):
    said = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    rows, losses = [], []

    class Losses:
        def on_train_loss_report(self, info):
            losses.append(info["train_loss"])

        def on_val_loss_report(self, info):
            pass

    def load(args, tokenizer):
        sets = load_local_dataset(Path(args.data), tokenizer, args)
        rows.append(len(sets[0]))
        return sets

    mx.disable_compile()  # it would run a C++ compiler for half a minute
    lora.get_reporting_callbacks = lambda *a, **k: Losses()
    lora.load_dataset = load
    given = dict(
        model=model,
        data=folder,
        train=True,
        iters=2,
        batch_size=2,
        num_layers=-1,
        steps_per_report=1,
        adapter_path=out,
    )
    lora.run(types.SimpleNamespace(**{**lora.CONFIG_DEFAULTS, **given}))
    json.dump({"rows": rows[0], "losses": losses}, said)


main(*sys.argv[1:])
