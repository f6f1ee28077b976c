"""Compares DPO by the built-in trainer, by TRL, and by a plain loop over torch and PEFT.

Usage: python trainers/bench/dpo.py [ROUNDS] [tiny|30m ...]
Run with a Python that has testdata/python/requirements.txt, from the repository's root. Everything
is computed in 32-bit floats by one thread on the CPU, with the reference's log-probabilities
computed once; the programs run in turn, so that all of them meet the same machine. Prints a table:
pairs a CPU second behind the first step, and CPU seconds of each whole process.
"""

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TINY = os.path.join(ROOT, "testdata", "parity", "model")
# name: (layers, pairs, epochs, pairs of a step); the tiny model is there already
SIZES = {"tiny": (0, 100, 4, 4), "30m": (10, 24, 2, 4)}


def write_pairs(file, count):
    """Pairs of some 30 tokens of prompt and 10 to 25 of answer, of the words of testdata."""
    with open(os.path.join(ROOT, "testdata", "parity", "dpo.jsonl"), encoding="utf-8") as given:
        rows = [json.loads(line) for line in given]
    words = sorted({word for row in rows for turn in row["prompt"] for word in turn["content"].split()})
    draw = random.Random(5)

    def said(role, least, most):
        return {"role": role, "content": " ".join(draw.choices(words, k=draw.randint(least, most)))}

    with open(file, "w", encoding="utf-8") as out:
        for _ in range(count):
            row = {
                "prompt": [said("user", 10, 16)],
                "chosen": [said("assistant", 4, 12)],
                "rejected": [said("assistant", 4, 12)],
            }
            out.write(json.dumps(row) + "\n")


def write_model(folder, layers):
    """A random Llama with the tiny model's tokenizer: 31 million parameters with ten layers."""
    import shutil

    import torch
    from transformers import AutoConfig, AutoModelForCausalLM

    torch.manual_seed(1)
    config = AutoConfig.from_pretrained(TINY)
    config.update(
        {
            "hidden_size": 512,
            "intermediate_size": 1408,
            "num_hidden_layers": layers,
            "num_attention_heads": 8,
            "num_key_value_heads": 4,
            "head_dim": 64,
            "initializer_range": 0.02,
        }
    )
    model = AutoModelForCausalLM.from_config(config, dtype=torch.float32)
    model.save_pretrained(folder)
    for name in ("tokenizer.json", "tokenizer_config.json", "chat_template.jinja"):
        shutil.copy(os.path.join(TINY, name), folder)
    return model.num_parameters()


def class_path():
    subprocess.run(
        "mvn -q -B -ntp -Dfast -pl trainers -am test-compile dependency:build-classpath"
        " -Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=test".split(),
        cwd=ROOT,
        check=True,
    )
    with open(os.path.join(ROOT, "trainers", "target", "bench.classpath"), encoding="utf-8") as file:
        others = file.read().strip()
    return ":".join(
        [os.path.join(ROOT, "trainers", "target", kind) for kind in ("test-classes", "classes")]
        + [others]
    )


def measure(command):
    """What a program says of itself, and the CPU seconds of its whole process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    quiet = {"OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1", "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        command, env=os.environ | quiet, check=True, capture_output=True, text=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = json.loads(done.stdout.strip().splitlines()[-1])
    found["process"] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return found


def main(rounds=1, *sizes):
    python = os.path.join(ROOT, "trainers", "bench", "dpo_python.py")
    java = ["java", "-Xmx1g", "-cp", class_path(), "prefmill.trainers.bench.DpoBenchmark"]
    ways = {
        "djl": java,
        "trl": [sys.executable, python, "trl"],
        "plain torch + PEFT": [sys.executable, python, "plain"],
    }
    print("| model | trainer | pairs / CPU s | CPU s of the process | djl's advantage | losses |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes or SIZES:
            layers, count, epochs, batch = SIZES[size]
            model = os.path.join(folder, size) if layers else TINY
            if layers:
                print(f"{size}: {write_model(model, layers):,} parameters", file=sys.stderr)
            pairs = os.path.join(folder, size + ".jsonl")
            write_pairs(pairs, count)
            found = {name: [] for name in ways}
            for _ in range(int(rounds)):
                for name, command in ways.items():
                    found[name].append(measure(command + [model, pairs, str(epochs), str(batch)]))
            speed = {
                name: statistics.median(run["pairs"] / run["seconds"] for run in runs)
                for name, runs in found.items()
            }
            for name, runs in found.items():
                process = statistics.median(run["process"] for run in runs)
                first, last = runs[0]["losses"]
                print(
                    f"| {size} | {name} | {speed[name]:.1f} | {process:.1f}"
                    f" | {speed['djl'] / speed[name]:.2f} | {first:.4f} -> {last:.4f} |",
                    flush=True,
                )


main(*sys.argv[1:])
