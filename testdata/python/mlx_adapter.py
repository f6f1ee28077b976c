"""Saves a random adapter with the real mlx-lm.

Usage: python mlx_adapter.py MODEL OUT [dora]
LoRA is on two projections of the last layer, DoRA on all seven of every layer.
"""

import json
import os
import sys

import mlx.core as mx
from mlx.utils import tree_flatten, tree_map_with_path
from mlx_lm import load
from mlx_lm.tuner.utils import linear_to_lora_layers

KEYS = ["self_attn.q_proj", "mlp.down_proj"]
MORE = ["self_attn.k_proj", "self_attn.v_proj", "self_attn.o_proj", "mlp.gate_proj", "mlp.up_proj"]


def main(model_folder, out, kind="lora"):
    mx.random.seed(3)
    dora = kind == "dora"
    lora = {"rank": 8, "scale": 20.0, "dropout": 0.0, "keys": KEYS + MORE if dora else KEYS}
    model, _ = load(model_folder)
    layers = len(model.layers) if dora else 1
    model.freeze()
    linear_to_lora_layers(model, layers, lora, use_dora=dora)
    model.update(tree_map_with_path(moved, model.trainable_parameters()))
    os.makedirs(out)
    mx.save_safetensors(
        os.path.join(out, "adapters.safetensors"), dict(tree_flatten(model.trainable_parameters()))
    )
    config = {"fine_tune_type": kind, "num_layers": layers, "lora_parameters": lora}
    with open(os.path.join(out, "adapter_config.json"), "w", encoding="utf-8") as file:
        json.dump(config, file)


def moved(name, value):
    """What training would move away from its start."""
    if name.endswith("lora_b"):
        return mx.random.normal(value.shape) * 0.02
    if name.endswith(".m"):
        return value * (1 + 0.1 * mx.random.normal(value.shape))
    return value


main(*sys.argv[1:])
