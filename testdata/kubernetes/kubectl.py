"""A stand-in for kubectl and the cluster behind it, for tests where there is no cluster.

Usage: python kubectl.py CLUSTER [--namespace N] [--context C] VERB ...

CLUSTER is a folder: objects/ holds Jobs and Pods as JSON, claim/ is what a claim holds, faults/ what a test
wants to go wrong, calls the verbs that were asked for. A Pod's command runs as a local process with its
/prefmill replaced by the claim; it gets SIGTERM when it is deleted, and after its grace SIGKILL, as do all
processes that it started. Answers, messages and exit codes are those of kubectl 1.32.
"""

import fcntl
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

import yaml

CLUSTER = pathlib.Path(sys.argv[1])
OBJECTS, CLAIM, FAULTS = (CLUSTER / name for name in ("objects", "claim", "faults"))
PLURAL = {"job": "jobs.batch", "pod": "pods"}


def fail(message, code=1):
    print(message, file=sys.stderr)
    sys.exit(code)


def missing(kind, name):
    fail(f'Error from server (NotFound): {PLURAL[kind]} "{name}" not found')


def fault(name):
    return (FAULTS / name).exists()


def lock():
    held = open(CLUSTER / "lock", "w")
    fcntl.flock(held, fcntl.LOCK_EX)
    return held


def path(kind, name):
    return OBJECTS / f"{kind}-{name}.json"


def load(kind, name):
    try:
        return json.loads(path(kind, name).read_text())
    except FileNotFoundError:
        return None


def store(kind, thing):
    metadata = thing["metadata"]
    metadata["resourceVersion"] = str(int(metadata.get("resourceVersion", "0")) + 1)
    file = path(kind, metadata["name"])
    new = file.with_suffix(f".{os.getpid()}")
    new.write_text(json.dumps(thing))
    new.rename(file)


def pod_of(job):
    return load("pod", job + "-x7k2p")


def ready(pod):
    return pod is not None and "pid" in pod and "exitCode" not in pod and "deleted" not in pod


def local(words):
    return [word.replace("/prefmill", str(CLAIM)) for word in words]


def environment():
    return {**os.environ, "PATH": f"{CLUSTER / 'bin'}:{os.environ['PATH']}"}


def spawn(*words):
    subprocess.Popen(
        [sys.executable, __file__, str(CLUSTER), *words],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def create(thing, apply):
    kind, name = thing["kind"].lower(), thing["metadata"]["name"]
    shown = f"{'job.batch' if kind == 'job' else 'pod'}/{name}"
    with lock():
        if load(kind, name) is not None:
            if apply:
                return print(f"{shown} unchanged")
            fail(f'Error from server (AlreadyExists): error when creating "STDIN": {PLURAL[kind]} "{name}" already exists')
        store(kind, thing)
        pod = name
        if kind == "job":
            pod = name + "-x7k2p"
            labels = {"job-name": name, "batch.kubernetes.io/job-name": name}
            template = thing["spec"]["template"]
            labels.update(template["metadata"]["labels"])
            store("pod", {"kind": "Pod", "metadata": {"name": pod, "labels": labels}, "spec": template["spec"]})
    spawn("_run", pod)
    print(f"{shown} created")


def run(name):
    """The node: runs a Pod's command and tells the Job of its end."""
    while fault("no-room"):
        time.sleep(0.1)
    spec = load("pod", name)["spec"]
    container = spec["containers"][0]
    with open(CLUSTER / f"{name}.log", "wb") as log:
        process = subprocess.Popen(
            local(container["command"]), cwd=CLAIM, env=environment(), stdin=subprocess.DEVNULL,
            stdout=log, stderr=log, start_new_session=True,
        )
        with lock():
            pod = load("pod", name)
            pod["pid"] = process.pid
            store("pod", pod)
        code = process.wait()
        force(process.pid)
    code = 128 - code if code < 0 else code
    with lock():
        pod = load("pod", name)
        if pod is not None:
            pod["exitCode"] = code
            store("pod", pod)
        job = load("job", name.removesuffix("-x7k2p"))
        if job is not None:
            kind = "Complete" if code == 0 else "Failed"
            job["status"] = {"conditions": [{"type": kind, "status": "True"}]}
            store("job", job)


def force(group):
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass


def end(name):
    """What follows a Pod's deletion: a request, a grace, and force."""
    pod = load("pod", name)
    if "pid" in pod and "exitCode" not in pod:
        deadline = time.time() + pod["spec"].get("terminationGracePeriodSeconds", 30)
        os.kill(pod["pid"], signal.SIGTERM)
        while time.time() < deadline and "exitCode" not in load("pod", name):
            time.sleep(0.1)
        force(pod["pid"])
    with lock():
        path("pod", name).unlink(missing_ok=True)


def delete_pod(name, wait):
    with lock():
        pod = load("pod", name)
        pod["deleted"] = True
        store("pod", pod)
    spawn("_end", name)
    while wait and path("pod", name).exists():
        time.sleep(0.1)


def delete(kind, name, options):
    thing = load(kind, name)
    if thing is None:
        if "--ignore-not-found" not in options:
            missing(kind, name)
        return
    wait = "--wait=false" not in options
    if kind == "pod":
        delete_pod(name, wait)
    else:
        with lock():
            path("job", name).unlink(missing_ok=True)
        if pod_of(name) is not None:
            delete_pod(name + "-x7k2p", False)
    print(f'{"job.batch" if kind == "job" else "pod"} "{name}" deleted')


def get(kind, name, options):
    thing = load(kind, name)
    if thing is None and "--ignore-not-found" not in options:
        missing(kind, name)
    if thing is not None:
        print(json.dumps(thing))


def annotate(name, options):
    version = next(o.split("=")[1] for o in options if o.startswith("--resource-version="))
    key, value = next(o for o in options if not o.startswith("--")).split("=")
    with lock():
        job = load("job", name)
        if job is None:
            missing("job", name)
        if job["metadata"]["resourceVersion"] != version:
            fail(
                f'Error from server (Conflict): Operation cannot be fulfilled on jobs.batch "{name}": the object'
                " has been modified; please apply your changes to the latest version and try again"
            )
        job["metadata"].setdefault("annotations", {})[key] = value
        store("job", job)
    print(f"job.batch/{name} annotated")


def wait(name, options):
    deadline = time.time() + (0.2 if fault("no-room") else 600)
    while time.time() < deadline:
        pod = load("pod", name)
        if pod is None:
            missing("pod", name)
        # A claim of mode ReadWriteOnce is on one node at a time.
        others = [json.loads(f.read_text()) for f in OBJECTS.glob("pod-*.json")]
        if ready(pod) and not any(ready(p) for p in others if p["metadata"]["name"] != name):
            return print(f"pod/{name} condition met")
        time.sleep(0.05)
    fail(f"error: timed out waiting for the condition on pods/{name}")


def execute(target, command):
    if target.startswith("job/"):
        job = target.removeprefix("job/")
        if load("job", job) is None:
            missing("job", job)
        target = job + "-x7k2p"
        if fault("half-open"):
            time.sleep(3600)
    pod = load("pod", target)
    if pod is None:
        missing("pod", target)
    if "exitCode" in pod:
        fail("error: cannot exec into a container in a completed pod; current phase is Failed")
    if not ready(pod):
        fail('error: unable to upgrade connection: container not found ("prefmill")')
    call = subprocess.Popen(local(command), cwd=CLAIM, env=environment())
    # A container takes all that was executed in it to its end.
    while call.poll() is None and path("pod", target).exists() and "exitCode" not in load("pod", target):
        time.sleep(0.05)
    if call.poll() is None:
        call.kill()
        call.wait()
    code = call.returncode if call.returncode >= 0 else 128 - call.returncode
    if code:
        fail(f"command terminated with exit code {code}", code)


def main(words):
    while words[0] in ("--namespace", "--context"):
        words = words[2:]
    verb, rest = words[0], words[1:]
    if verb == "_run":
        return run(rest[0])
    if verb == "_end":
        return end(rest[0])
    with open(CLUSTER / "calls", "a") as calls:
        calls.write(" ".join(words[:3]) + "\n")
    if fault("unreachable"):
        fail("The connection to the server 10.0.0.1:6443 was refused - did you specify the right host or port?")
    if verb in ("apply", "create"):
        create(yaml.safe_load(sys.stdin), verb == "apply")
    elif verb == "delete":
        delete(rest[0], rest[1], rest[2:])
    elif verb == "get":
        get(rest[0], rest[1], rest[2:])
    elif verb == "annotate":
        annotate(rest[1], rest[2:])
    elif verb == "wait":
        wait(rest[0].removeprefix("pod/"), rest[1:])
    elif verb == "exec":
        execute(rest[1], rest[3:])
    else:
        fail(f'error: unknown command "{verb}" for "kubectl"')


main(sys.argv[2:])
