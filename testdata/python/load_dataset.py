"""Loads every config and split of a published folder with the real `datasets` library.

Usage: python load_dataset.py FOLDER CACHE
Prints one JSON object: config -> split -> {"rows", "columns", "sha256"}; sha256 is over the rows as
sorted JSON, so that Java can compare what Python saw with what it wrote.
"""

import hashlib
import json
import sys

from datasets import get_dataset_config_names, load_dataset


def summary(split):
    digest = hashlib.sha256()
    for row in split:
        line = json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        digest.update(line.encode("utf-8") + b"\n")
    return {
        "rows": split.num_rows,
        "columns": {name: str(feature) for name, feature in split.features.items()},
        "sha256": digest.hexdigest(),
    }


def main(folder, cache):
    configs = {}
    for config in get_dataset_config_names(folder):
        splits = load_dataset(folder, config, cache_dir=cache)
        configs[config] = {name: summary(split) for name, split in splits.items()}
    print(json.dumps(configs))


main(*sys.argv[1:])
