"""What the trainer programs share: events on stdout, a stop that is heard, and exit codes.

Events are JSON objects, one a line, and the only thing on stdout: what libraries print there goes to
stderr. A program ends by SIGTERM, by SIGINT, or, unless it is detached, when its stdin ends, since the
process that started it is gone then. Exit codes: 0 done, 1 failed, 3 a number that is not finite, 143 stopped.
"""

import datetime
import json
import math
import os
import re
import signal
import sys
import threading
import time
import traceback

FAILED, NOT_FINITE, STOPPED = 1, 3, 143
GRACE_SECONDS = 8
CHECKPOINT = "checkpoint-"

_events = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)
_stop = threading.Event()
_training = threading.Event()


class Refused(Exception):
    """A request that cannot be met; the message is a sentence for people and quotes no row."""


class NotFinite(Exception):
    """A loss or gradient is no number."""


class Stopped(Exception):
    """The run was asked to end and has ended."""


def say(event, **fields):
    _events.write(json.dumps({"event": event, **fields}, allow_nan=False) + "\n")
    _events.flush()


def stop_asked():
    return _stop.is_set()


def training_begins():
    """From here on a stop waits for the end of a step; before, it ends the program at once."""
    _training.set()
    if stop_asked():
        raise Stopped()


def require_finite(step, of, **numbers):
    for name, value in numbers.items():
        if not math.isfinite(value):
            raise NotFinite(f"{name} of step {step} of {of}")


def checkpoint_saved(folder, step):
    """Marks a checkpoint as whole."""
    open(os.path.join(folder, "complete"), "w").close()
    say("checkpoint", step=step)


def read_rows(request):
    with open(request["rows"], encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def tools(row):
    """What the model was offered, as chat templates take it."""
    return json.loads(row["tools"]) if row.get("tools") else None


def keep_day(request):
    """A chat template that asks what day it is gets the run's, so that a run can be repeated."""
    from transformers.utils import chat_template_utils

    class Day(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            if request["day"] is None:
                raise Refused("The model's chat template asks what day it is, and no day was given.")
            return cls.fromisoformat(request["day"])

    chat_template_utils.datetime = Day


def read_validation(request):
    """Rows that are not learned from; none where no file of them lies beside the rows."""
    file = os.path.join(os.path.dirname(request["rows"]), "validation.jsonl")
    return read_rows({"rows": file}) if os.path.exists(file) else []


def short_enough(rows, lengths, limit):
    """The rows within the limit of tokens; says how many there are and are left out."""
    kept = [row for row, length in zip(rows, lengths) if length <= limit]
    if not kept:
        raise Refused(
            f"No row is left to train on: all {len(rows)} exceed max_length {limit};"
            " raise it, or give more rows."
        )
    return kept


def _asked(_signal=None, _frame=None):
    _stop.set()
    if not _training.is_set():
        os._exit(STOPPED)


def _follow_parent():
    while sys.stdin.buffer.read(1 << 16):
        pass
    _asked()
    time.sleep(GRACE_SECONDS)
    os._exit(STOPPED)


def read_request(file_name):
    """The request, with its paths made whole and the last checkpoint that its output holds."""
    folder = os.path.dirname(os.path.abspath(file_name))
    with open(file_name, encoding="utf-8") as file:
        request = json.load(file)
    for name in ("model", "rows", "output", "start"):
        request[name] = request[name] and os.path.join(folder, request[name])
    request["checkpoint"] = _last_checkpoint(request["output"])
    return request


def _last_checkpoint(output):
    steps = [
        int(name.removeprefix(CHECKPOINT))
        for name in os.listdir(output)
        if re.fullmatch(CHECKPOINT + r"\d+", name)
        and os.path.exists(os.path.join(output, name, "complete"))
    ]
    return os.path.join(output, CHECKPOINT + str(max(steps))) if steps else None


def _settle(folder):
    """Offline, without colours, and with spinning threads left out: on few cores they slow one another down a hundredfold."""
    os.environ.setdefault("OMP_NUM_THREADS", str(max(1, (os.cpu_count() or 2) // 2)))
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HOME"] = os.path.join(folder, "cache")
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    os.environ["NO_COLOR"] = "1"
    os.environ["TERM"] = "dumb"


def run(request_file, main, detached=False):
    """Runs a program's main with its request, a JSON file."""
    signal.signal(signal.SIGTERM, _asked)
    signal.signal(signal.SIGINT, _asked)
    if not detached:
        threading.Thread(target=_follow_parent, daemon=True).start()
    try:
        _settle(os.path.dirname(os.path.abspath(request_file)))
        main(read_request(request_file))
        code = 0
    except Stopped:
        say("cancelled")
        code = STOPPED
    except NotFinite as e:
        say("error", kind="not_finite", message=str(e))
        code = NOT_FINITE
    except Refused as e:
        say("error", kind="refused", message=str(e))
        code = FAILED
    except BaseException as e:
        traceback.print_exc()
        say("error", kind=_kind(e), message=type(e).__name__)
        code = FAILED
    sys.stderr.flush()
    os._exit(code)


def _kind(e):
    if isinstance(e, ImportError):
        return "imports"
    if isinstance(e, MemoryError) or "OutOfMemory" in type(e).__name__:
        return "memory"
    return "failed"
