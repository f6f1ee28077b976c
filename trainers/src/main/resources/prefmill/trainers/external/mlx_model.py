"""Loads a base model with mlx-lm as its config.json means it.

mlx-lm reads positions in the spelling of transformers 4 alone, and goes on with its own defaults where
version 5 has written rope_parameters; of yarn it does not know every key.
"""

import json
import math
import os

import child
import mlx_lm

LENGTHS = {"qwen2": 32768, "mistral": 131072}


def load(folder):
    """The model and its tokenizer."""
    with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
        return mlx_lm.load(folder, model_config=positions(json.load(file)))


def positions(config):
    rope = config.get("rope_parameters") or config.get("rope_scaling") or {}
    kind = rope.get("rope_type", rope.get("type", "default"))
    theta = rope.get("rope_theta", config.get("rope_theta")) or 10000.0
    # dynamic angles are plain up to the length of the model, and no row is longer
    scaling = None if kind in ("default", "dynamic") else scaled(kind, rope, config)
    return {"rope_theta": theta, "rope_scaling": scaling}


def scaled(kind, rope, config):
    length = config.get("max_position_embeddings", LENGTHS.get(config.get("model_type"), 2048))
    name = "original_max_position_embeddings"
    original = config.get(name, rope.get(name, length))
    found = {**rope, "type": kind, name: original}
    if kind == "yarn":
        factor = rope.get("factor") or length / original
        if not rope.get("truncate", True):
            raise child.Refused(
                "The base model's config.json has yarn with truncate false, which mlx-lm does not know:"
                " take `training.trainer: djl` or `trl`."
            )
        found.update(factor=factor, mscale=mscale(factor, rope), mscale_all_dim=0)
        for beta, default in (("beta_fast", 32), ("beta_slow", 1)):
            found[beta] = rope.get(beta) or default
    return found


def mscale(factor, rope):
    """What makes mlx-lm's factor of the attention the one that transformers takes."""

    def times(scale):
        return 1.0 if factor <= 1 else 0.1 * scale * math.log(factor) + 1.0

    attention = rope.get("attention_factor")
    if attention is None:
        both = rope.get("mscale") and rope.get("mscale_all_dim")
        attention = times(rope["mscale"]) / times(rope["mscale_all_dim"]) if both else times(1)
    return (attention - 1) / (0.1 * math.log(factor)) if factor > 1 else 1
