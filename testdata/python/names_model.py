"""Trains a tiny token-classification model of names and saves it as DJL reads it.

Usage: python names_model.py FOLDER TEXTS.json
Writes FOLDER/{model.pt,tokenizer.json,config.json}: TorchScript of a BERT with two layers that knows
some first names, surnames and towns.
Writes FOLDER/expected.json: for each of the texts, what transformers' own pipeline of the same model
finds, [[label, start, end], ...], start and end in code points.
"""

import json
import random
import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import (
    BertConfig,
    BertForTokenClassification,
    PreTrainedTokenizerFast,
    pipeline,
)

LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
FIRST = ["Anna", "Bruno", "Chiara", "Zoë", "Jürgen"]
LAST = ["Schmidt", "Rossi", "Okafor", "Nowak"]
TOWNS = ["Berlin", "Lagos", "Turin", "Porto"]
WORDS = "the a in to and met called wrote from lives please see my code fails it was at with . , -".split()
UNKNOWN = "zzz"
PIECES = ["##s", "##er", "##in"]


def sentence(draw):
    words, labels = [], []
    for _ in range(draw.randint(3, 9)):
        kind = draw.random()
        if kind < 0.2:
            words += [draw.choice(FIRST), draw.choice(LAST)]
            labels += ["B-PER", "I-PER"]
        elif kind < 0.3:
            words.append(draw.choice(FIRST))
            labels.append("B-PER")
        elif kind < 0.45:
            words.append(draw.choice(TOWNS))
            labels.append("B-LOC")
        else:
            words.append(draw.choice(WORDS + [UNKNOWN] * 4))
            labels.append("O")
    return words, labels


def tokenizer():
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"] + FIRST + LAST + TOWNS + WORDS + PIECES
    made = Tokenizer(
        models.WordPiece({word: i for i, word in enumerate(vocabulary)}, unk_token="[UNK]")
    )
    made.normalizer = normalizers.BertNormalizer(lowercase=False, strip_accents=False)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=made, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    )


def trained(words_of):
    torch.manual_seed(1)
    draw = random.Random(1)
    config = BertConfig(
        vocab_size=len(words_of),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=512,
        id2label=dict(enumerate(LABELS)),
        label2id={label: i for i, label in enumerate(LABELS)},
    )
    model = BertForTokenClassification(config)
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3)
    for _ in range(300):
        words, labels = sentence(draw)
        ids = words_of(words, is_split_into_words=True, return_tensors="pt")
        target = [-100 if i is None else LABELS.index(labels[i]) for i in ids.word_ids()]
        loss = model(**{k: ids[k] for k in ("input_ids", "attention_mask")}, labels=torch.tensor([target])).loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    return model.eval()


class Logits(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask):
        return self.model(input_ids=input_ids, attention_mask=attention_mask).logits


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    words_of = tokenizer()
    model = trained(words_of)
    example = words_of("Anna lives in Berlin .", return_tensors="pt")
    torch.jit.trace(Logits(model), (example["input_ids"], example["attention_mask"]), strict=False).save(
        folder / "model.pt"
    )
    words_of.backend_tokenizer.save(str(folder / "tokenizer.json"))
    model.config.save_pretrained(folder)
    find = pipeline("token-classification", model=model, tokenizer=words_of, aggregation_strategy="simple")
    texts = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    found = [
        [[each["entity_group"], each["start"], each["end"]] for each in find(text)] for text in texts
    ]
    (folder / "expected.json").write_text(json.dumps(found), encoding="utf-8")
