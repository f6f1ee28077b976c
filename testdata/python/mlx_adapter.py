"""Saves a random adapter with the real mlx-lm, of two projections of the last layer.

Usage: python mlx_adapter.py MODEL OUT
"""

import json
import os
import sys

import mlx.core as mx
from mlx.utils import tree_flatten, tree_map_with_path
from mlx_lm import load
from mlx_lm.tuner.utils import linear_to_lora_layers

LORA = {
    "rank": 8,
    "scale": 20.0,
    "dropout": 0.0,
    "keys": ["self_attn.q_proj", "mlp.down_proj"],
}


def main(model_folder, out):
    mx.random.seed(3)
    model, _ = load(model_folder)
    model.freeze()
    linear_to_lora_layers(model, 1, LORA)
    model.update(
        tree_map_with_path(
            lambda name, value: mx.random.normal(value.shape) * 0.02 if "lora_b" in name else value,
            model.trainable_parameters(),
        )
    )
    os.makedirs(out)
    mx.save_safetensors(
        os.path.join(out, "adapters.safetensors"), dict(tree_flatten(model.trainable_parameters()))
    )
    config = {"fine_tune_type": "lora", "num_layers": 1, "lora_parameters": LORA}
    with open(os.path.join(out, "adapter_config.json"), "w", encoding="utf-8") as file:
        json.dump(config, file)


main(*sys.argv[1:])
