"""Renders and encodes chats with the real transformers.

Usage: python chat_templates.py OUT.json CHATS.json TOKENIZER_FOLDER ...
CHATS.json is a list of chats; OUT.json a list for each folder, of [text, ids] of every chat, without
and with the opening of the next answer.
"""

import json
import sys

from transformers import AutoTokenizer


def rendered(tokenizer, chat, opened):
    ways = {"add_generation_prompt": opened, "return_dict": False}
    text = tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=opened)
    return [text, tokenizer.apply_chat_template(chat, **ways)]


def main(out, chats_file, *folders):
    with open(chats_file, encoding="utf-8") as file:
        chats = json.load(file)
    found = []
    for folder in folders:
        tokenizer = AutoTokenizer.from_pretrained(folder)
        found.append([rendered(tokenizer, chat, way) for chat in chats for way in (False, True)])
    with open(out, "w", encoding="utf-8") as file:
        json.dump(found, file)


main(*sys.argv[1:])
