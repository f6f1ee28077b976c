"""Makes the rows of the reference run: ten pairs, verdicts and chats of random words.

Usage: python make_rows.py OUT
"""

import json
import random
import sys

WORDS = (
    "the a is are was of to and in on it that this you we can not how what why when please answer"
    " question user assistant system good bad table query error name value list set time day help"
    " file"
).split()
ROWS = 10


def main(out):
    rng = random.Random(11)

    def sentence(least, most):
        count = rng.randint(least, most)
        return " ".join(rng.choice(WORDS) for _ in range(count)).capitalize() + "."

    rows = {"dpo": [], "kto": [], "sft": []}
    for i in range(ROWS):
        prompt = [{"role": "system", "content": "Be helpful."}] if i % 3 == 0 else []
        prompt = prompt + [{"role": "user", "content": sentence(4, 14)}]
        chosen = [{"role": "assistant", "content": sentence(4, 12) + " Good."}]
        rejected = [{"role": "assistant", "content": sentence(4, 16) + " Bad."}]
        liked = bool(i % 2)
        rows["dpo"].append({"prompt": prompt, "chosen": chosen, "rejected": rejected})
        rows["kto"].append(
            {"prompt": prompt, "completion": chosen if liked else rejected, "label": liked}
        )
        rows["sft"].append({"messages": prompt + chosen})
    for method, lines in rows.items():
        with open(f"{out}/{method}.jsonl", "w", encoding="utf-8") as file:
            file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


if __name__ == "__main__":
    main(sys.argv[1])
