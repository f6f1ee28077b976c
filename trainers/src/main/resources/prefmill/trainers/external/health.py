"""Imports modules and prints their versions and the first fault as one line of JSON.

Usage: python -c HEALTH MODULE...
"""

import importlib
import importlib.metadata
import json
import os
import platform
import sys

out = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
versions, fault = {"python": platform.python_version()}, ""
for name in sys.argv[1:]:
    try:
        module = importlib.import_module(name)
        versions[name] = getattr(module, "__version__", "") or importlib.metadata.version(name)
    except Exception as e:
        fault = f"{name} cannot be imported: {type(e).__name__}"
        break
out.write(json.dumps({"versions": versions, "fault": fault}) + "\n")
