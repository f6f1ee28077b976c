"""Runs a trainer program of this folder.

Usage: python run_trainer.py PROGRAM REQUEST.json [detached]
"""

import importlib
import sys

import child

if __name__ == "__main__":
    # Imported within the run, so that a missing library is told like any other fault.
    child.run(
        sys.argv[2],
        lambda request: importlib.import_module(sys.argv[1]).main(request),
        detached=sys.argv[3:] == ["detached"],
    )
