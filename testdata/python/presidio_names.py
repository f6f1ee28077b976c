"""Serves the real Presidio analyzer with its REST interface, without a language model.

Usage: python presidio_names.py WORDS.json
WORDS.json: {"PERSON": [...], "LOCATION": [...]}, what its recognisers of listed words find.
Prints the port. Ends when its input is closed.
"""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import spacy
from presidio_analyzer import AnalyzerEngine, PatternRecognizer, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine


class BlankEngine(SpacyNlpEngine):
    def __init__(self):
        super().__init__()
        self.nlp = {"en": spacy.blank("en")}


def engine(words):
    registry = RecognizerRegistry(supported_languages=["en"])
    for entity, listed in words.items():
        registry.add_recognizer(
            PatternRecognizer(supported_entity=entity, deny_list=listed, deny_list_score=0.8)
        )
    return AnalyzerEngine(registry=registry, nlp_engine=BlankEngine(), supported_languages=["en"])


class Analyze(BaseHTTPRequestHandler):
    analyzer = None

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        try:
            found = self.analyzer.analyze(
                text=asked["text"],
                language=asked["language"],
                entities=asked.get("entities"),
                score_threshold=asked.get("score_threshold"),
            )
            status, answer = 200, [result.to_dict() for result in found]
        except ValueError as error:
            status, answer = 400, {"error": str(error)}
        body = json.dumps(answer).encode()
        self.send_response(status if self.path == "/analyze" else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        Analyze.analyzer = engine(json.load(file))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Analyze)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()
