"""Prints the versions of installed libraries and the first that is missing as one line of JSON.

It imports none of them, which takes long: what is broken in them shows when a program begins.
Usage: python -c LIBRARIES NAME...
"""

import importlib.metadata
import json
import sys

versions, fault = {}, ""
for name in sys.argv[1:]:
    try:
        versions[name] = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        fault = f"{name} is not installed"
        break
print(json.dumps({"versions": versions, "fault": fault}))
