"""Renders and encodes chats with the real transformers, on a day that the trainers' programs fix.

Usage: python chat_templates.py OUT.json CHATS.json DAY PROGRAMS TOKENIZER_FOLDER ...
CHATS.json is a list of {messages, tools}, PROGRAMS the folder of child.py; OUT.json a list for each
tokenizer's folder, of [text, ids] of every chat, without and with the opening of the next answer.
"""

import json
import sys

from transformers import AutoTokenizer


def rendered(tokenizer, chat, opened):
    ways = {"tools": chat["tools"], "add_generation_prompt": opened}
    text = tokenizer.apply_chat_template(chat["messages"], tokenize=False, **ways)
    return [text, tokenizer.apply_chat_template(chat["messages"], return_dict=False, **ways)]


def main(out, chats_file, day, programs, *folders):
    sys.path.insert(0, programs)
    import child

    child.keep_day({"day": day})
    with open(chats_file, encoding="utf-8") as file:
        chats = json.load(file)
    found = []
    for folder in folders:
        tokenizer = AutoTokenizer.from_pretrained(folder)
        found.append([rendered(tokenizer, chat, way) for chat in chats for way in (False, True)])
    with open(out, "w", encoding="utf-8") as file:
        json.dump(found, file)


main(*sys.argv[1:])
