"""Presidio's regular-expression recognisers on the texts that masking was measured on.

Usage: python presidio.py DOCUMENTS.jsonl CORPUS.jsonl
All recognisers that Presidio loads for English by default, on a blank spaCy pipeline: no language
model, so neither names nor words of context by lemma. Prints documents a CPU second of both, and for
each kind of the corpus how many values are covered whole, under any type.
"""

import json
import logging
import sys
import time
from collections import defaultdict

import spacy
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine

DOCUMENTS = 300


class BlankEngine(SpacyNlpEngine):
    def __init__(self):
        super().__init__()
        self.nlp = {"en": spacy.blank("en")}


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def engine():
    nlp = BlankEngine()
    registry = RecognizerRegistry(supported_languages=["en"])
    registry.load_predefined_recognizers(languages=["en"], nlp_engine=nlp)
    names = sorted(recognizer.name for recognizer in registry.recognizers)
    print(f"Presidio with {len(names)} recognisers: {', '.join(names)}\n")
    return AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=["en"])


def speed(analyzer, sets):
    print("| sentences with a value, in ten | documents a CPU second | Presidio | ratio |")
    print("|---|---|---|---|")
    for each in sets:
        documents = each["documents"][:DOCUMENTS]
        analyzer.analyze(text=documents[0], language="en")
        start = time.process_time()
        for document in documents:
            analyzer.analyze(text=document, language="en")
        rate = len(documents) / (time.process_time() - start)
        print(f"| {each['in_ten']} | {each['rate']:,.0f} | {rate:,.0f} | {each['rate'] / rate:.0f} |")


def recall(analyzer, corpus):
    rows = defaultdict(lambda: [0, 0, 0])
    others = [0, 0, 0]
    for each in corpus:
        row = rows[each["kind"]]
        covered = set()
        for found in analyzer.analyze(text=each["text"], language="en"):
            covered.update(range(found.start, found.end))
        value = set(range(each["start"], each["end"]))
        row[0] += 1
        row[1] += each["found"]
        row[2] += value <= covered
        others[0] += len(each["text"]) - len(value)
        others[1] += each["others"]
        others[2] += len(covered - value)
    print("\n| type | values | masked | Presidio |")
    print("|---|---|---|---|")
    for kind, (values, ours, theirs) in rows.items():
        print(f"| {kind} | {values} | {ours / values:.3f} | {theirs / values:.3f} |")
    print(
        f"\nOf {others[0]:,} other characters {others[1] / others[0]:.4%} are masked,"
        f" {others[2] / others[0]:.2%} found by Presidio."
    )


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    analyzer = engine()
    speed(analyzer, lines(sys.argv[1]))
    recall(analyzer, lines(sys.argv[2]))
