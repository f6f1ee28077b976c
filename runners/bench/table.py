#!/usr/bin/env python3
"""Measures Prefmill and, in the same run and in turn, what it is compared with; prints one table.

Usage: python3 runners/bench/table.py [--small] [--rounds N] [--memory-gb 1,2,4] [--night-events N] [--work FOLDER] [ROW ...]
Rows: build, log-to-version, ingest, near-duplicates, beam-tax, sorted-output, memory, growth, night, start-up;
all of them unless some are named. --small takes a tenth of the sizes: for trying, not for figures.
It uses two cores, and in --work (default: the system's folder for temporary files) some 15 GB. CPU
seconds are user and system time of a whole process tree; wall time and peak resident memory stand
beside them. Of several rounds the medians count. Exits with 1 if a floor is missed.

The JVM is that of the launcher, with its settings unless PREFMILL_JAVA_OPTS says otherwise. DuckDB and
datasketch come from requirements.txt, into an environment made once under .prefmill/.
"""

import argparse
import glob
import itertools
import json
import math
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from functools import cached_property

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
LAUNCHER = os.path.join(ROOT, "prefmill")
TARGET = os.path.join(ROOT, "runners", "target")
EVENT_BYTES = 900
POLICY = """\
dataset: bench
store: ./store
masking: {key_file: ./key}
sources:
  - {name: app, kind: jsonl, preset: native, path: "events/*.jsonl"}
"""


@dataclass
class Run:
    """What a command took, its children included."""

    cpu: float
    wall: float
    peak: float
    said: str = field(repr=False)

    def __str__(self):
        return f"{self.cpu:.1f} CPU s, {self.wall:.1f} s wall, peak {self.peak:.2f} GB"


@dataclass
class Line:
    """A line of the table; floor and aim are words and whether they are met."""

    what: str
    measured: str
    reference: str
    ratio: str
    floor: str
    aim: str
    floor_met: bool
    aim_met: bool

    def __str__(self):
        met = "aim" if self.aim_met and self.floor_met else "floor" if self.floor_met else "**no**"
        cells = (self.what, self.measured, self.reference, self.ratio, self.floor, self.aim, met)
        return "| " + " | ".join(cells) + " |"


def note(words):
    print(f"table: {words}", file=sys.stderr, flush=True)


def run(command, cwd=None, **environment):
    """Runs a command to its end; what it says goes to files, so that nothing is read meanwhile."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.monotonic()
        process = subprocess.Popen(
            command, cwd=cwd, stdout=out, stderr=err, env=os.environ | environment
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode != 0:
            sys.stderr.write(err.read().decode(errors="replace")[-4000:])
            sys.exit(f"table: {' '.join(command)[:200]} ended with {process.returncode}")
        unit = 1 if sys.platform == "darwin" else 1024
        peak = used.ru_maxrss * unit / 2**30
        return Run(used.ru_utime + used.ru_stime, wall, peak, out.read().decode())


def middle(runs):
    """The run with the median of the CPU seconds."""
    return sorted(runs, key=lambda each: each.cpu)[(len(runs) - 1) // 2]


class Bench:
    """The means of the rows: events, projects, programs. What is made is kept for later rows."""

    def __init__(self, work, chosen):
        self.work, self.rounds, self.small = work, chosen.rounds, chosen.small
        self.memory_gb, self.night_events = chosen.memory_gb, chosen.night_events
        self.numbers = iter(range(10**6))
        self.logs = {}

    def size(self, full):
        return full // 10 if self.small else full

    def folder(self, name):
        folder = os.path.join(self.work, f"{name}-{next(self.numbers)}")
        os.makedirs(folder)
        return folder

    @cached_property
    def java(self):
        """The launcher builds what is stale; programs beside the command line run on the same JDK."""
        run([LAUNCHER, "--version"])
        for home in (os.environ.get("JAVA_HOME"), java_of_path(), *glob.glob("/usr/lib/jvm/*17*")):
            release = os.path.join(home or "", "release")
            if home and os.path.exists(release):
                with open(release, encoding="utf-8") as file:
                    if 'JAVA_VERSION="17' in file.read():
                        return os.path.join(home, "bin", "java")
        sys.exit("table: no JDK 17 found: set JAVA_HOME to its folder.")

    @cached_property
    def warm(self):
        """The first build beside its work leaves the archive of classes, which others only read."""
        folder = self.project(100)
        run([LAUNCHER, "build"], cwd=folder)
        shutil.rmtree(folder)
        return True

    @cached_property
    def python(self):
        """The references' Python, made anew when its list of libraries has changed."""
        wanted = os.path.join(HERE, "requirements.txt")
        folder = os.path.join(ROOT, ".prefmill", "python-bench")
        python, kept = os.path.join(folder, "bin", "python"), os.path.join(folder, "installed.txt")
        with open(wanted, encoding="utf-8") as file:
            libraries = file.read()
        if os.path.exists(kept):
            with open(kept, encoding="utf-8") as file:
                if file.read() == libraries:
                    return python
        note(f"making {folder} (once)")
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", wanted]
        subprocess.run(pip, check=True)
        shutil.copy(wanted, kept)
        return python

    def reference(self, *arguments):
        done = run([self.python, os.path.join(HERE, "references.py"), *arguments])
        return json.loads(done.said) | {"run": done}

    def program(self, name, *arguments, also=()):
        """Runs a class of Prefmill's."""
        with open(os.path.join(TARGET, "launch", "jvm.options"), encoding="utf-8") as file:
            options = file.read().split()
        options += os.environ.get("PREFMILL_JAVA_OPTS", "-Xmx2g -XX:+UseParallelGC").split()
        options.append("-Dorg.slf4j.simpleLogger.defaultLogLevel=error")
        path = os.pathsep.join([*also, f"{TARGET}/classes", f"{TARGET}/lib/*"])
        return run([self.java, *options, "-cp", path, name, *arguments])

    def test_program(self, module, name, *arguments):
        """Runs a class among a module's tests, in whose package it must be."""
        tests = os.path.join(ROOT, module, "src", "test", "java")
        source = os.path.join(tests, name.replace(".", os.sep) + ".java")
        classes = self.folder("classes")
        path = os.pathsep.join([f"{TARGET}/classes", f"{TARGET}/lib/*"])
        run([self.java + "c", "-cp", path, "-sourcepath", tests, "-d", classes, source])
        return self.program(name, *arguments, also=[classes])

    def events(self, count):
        file = os.path.join(self.work, f"events-{count}.jsonl")
        if not os.path.exists(file):
            self.program("prefmill.runners.bench.GenerateEvents", str(count), file)
        return file

    def project(self, count):
        """A folder with a policy and so many events, nothing ingested."""
        folder = self.folder("project")
        os.makedirs(os.path.join(folder, "events"))
        os.link(self.events(count), os.path.join(folder, "events", "events.jsonl"))
        for name, text in ("prefmill.yaml", POLICY), ("key", "a masking key for measurements\n"):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        return folder

    def prefmill(self, folder, *arguments, **environment):
        assert self.warm
        done = run([LAUNCHER, *arguments], cwd=folder, **environment)
        note(f"{' '.join(arguments)}: {done}")
        return done

    def built(self, count):
        """A project with a version of so many events, and what the build took."""
        folder = self.project(count)
        done = self.prefmill(folder, "build")
        if not glob.glob(os.path.join(folder, "store", "**", "preference", "*.jsonl"), recursive=True):
            sys.exit("table: the build published no pairs")
        return folder, done

    def logged(self, count):
        """What ingest took and what the build of its log took; the rows that ask share them."""
        if count not in self.logs:
            ingests, builds = [], []
            for _ in range(self.rounds):
                folder = self.project(count)
                ingests.append(self.prefmill(folder, "ingest"))
                builds.append(self.prefmill(folder, "build"))
                shutil.rmtree(folder)
            self.logs[count] = middle(ingests), middle(builds)
        return self.logs[count]


def java_of_path():
    java = shutil.which("java")
    return os.path.dirname(os.path.dirname(os.path.realpath(java))) if java else None


def speed(count, done):
    return f"{count / done.cpu:,.0f} events / CPU s ({done})"


def rate_line(what, count, done, floor, aim):
    rate = count / done.cpu
    return Line(
        f"{what}, {count:,} events", speed(count, done), "", "", f"{floor:,}", f"{aim:,}", rate >= floor, rate >= aim
    )


def build(bench):
    count = bench.size(1_000_000)
    events, runs, chains = bench.events(count), [], []
    for _ in range(bench.rounds):
        folder, done = bench.built(count)
        runs.append(done)
        shutil.rmtree(folder)
        folder = bench.folder("duckdb")
        chains.append(bench.reference("chain", events, folder, "2"))
        shutil.rmtree(folder)
        shown = {name: value for name, value in chains[-1].items() if name != "run"}
        note(f"DuckDB: {shown}, {chains[-1]['run']}")
    ours = middle(runs)
    chain = statistics.median(each["seconds"] for each in chains)
    ratio = chain / ours.cpu
    return Line(
        f"build, JSONL to version, {count:,} events",
        speed(count, ours),
        f"DuckDB, a chain in SQL: {count / chain:,.0f} events / CPU s ({chain:.1f} CPU s)",
        f"{ratio:.2f} x",
        "0.1 x",
        "0.3 x",
        ratio >= 0.1,
        ratio >= 0.3,
    )


def log_to_version(bench):
    count = bench.size(1_000_000)
    return rate_line("build, log to version", count, bench.logged(count)[1], 3_000, 6_000)


def ingest(bench):
    count = bench.size(1_000_000)
    return rate_line("ingest, JSONL to log, masked", count, bench.logged(count)[0], 9_000, 14_000)


def write_rows(file, count):
    """Rows of 40, 60 and 60 words with the frequencies of real ones; of ten one nearly copies the last."""
    draw = random.Random(3)

    def word():
        return f"w{int(3000 ** draw.random()) * 7919:x}"

    with open(file, "w", encoding="utf-8") as out:
        texts = []
        for number in range(count):
            if number % 10 == 9:
                words = texts[1].split()
                words[draw.randrange(len(words))] = word()
                texts = [texts[0], " ".join(words), texts[2]]
            else:
                texts = [" ".join(word() for _ in range(length)) for length in (40, 60, 60)]
            out.write(json.dumps(texts) + "\n")


def near_duplicates(bench):
    count, sample = bench.size(200_000), bench.size(20_000)
    folder = bench.folder("rows")
    rows, some = os.path.join(folder, "rows.jsonl"), os.path.join(folder, "some.jsonl")
    write_rows(rows, count)
    with open(rows, encoding="utf-8") as file, open(some, "w", encoding="utf-8") as out:
        out.writelines(line for line, _ in zip(file, range(sample)))
    ours, theirs = [], []
    for _ in range(bench.rounds):
        done = bench.program("prefmill.runners.bench.NearDuplicates", rows, "3")
        ours.append(json.loads(done.said.splitlines()[-1]))
        theirs.append(bench.reference("minhash", some))
        note(f"near-duplicates: {ours[-1]}; datasketch: {theirs[-1]}")
    rate = statistics.median(count / seconds for each in ours for seconds in each["seconds"])
    sketched = statistics.median(count / seconds for each in ours for seconds in each["sketching"])
    other = statistics.median(each["rows"] / each["seconds"] for each in theirs)
    ratio = rate / other
    return Line(
        f"near-duplicates, sketched and collapsed, {count:,} rows",
        f"{rate:,.0f} rows / CPU s (sketched alone {sketched:,.0f}; {ours[-1]['dropped']:,} dropped)",
        f"datasketch on the first {sample:,}: {other:,.0f} rows / CPU s ({theirs[-1]['dropped']:,} dropped)",
        f"{ratio:.0f} x",
        "25,000 and 20 x",
        "40,000",
        rate >= 25_000 and ratio >= 20,
        rate >= 40_000,
    )


def copied(bench, way, file):
    """Copies the records of a file; the copy must hold the same lines."""
    folder = bench.folder("copy")
    done = bench.program("prefmill.runners.bench.CopyRecords", way, file, folder)
    if sum(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder)) != os.path.getsize(file):
        sys.exit(f"table: the copy of {file} by {way} is not as long as the file")
    shutil.rmtree(folder)
    return done


def beam_tax(bench):
    counts = bench.size(500_000), bench.size(2_000_000)
    files = [bench.events(count) for count in counts]
    used = {way: [[], []] for way in ("beam", "plain")}
    for _ in range(max(3, bench.rounds)):
        for size, file in enumerate(files):
            for way, runs in used.items():
                runs[size].append(copied(bench, way, file))
    for way, runs in used.items():
        note(f"{way}: {' and '.join(str([round(each.cpu, 1) for each in some]) for some in runs)} CPU s")
    few, many = ({way: middle(runs[size]).cpu for way, runs in used.items()} for size in (0, 1))
    more = {way: many[way] - few[way] for way in used}
    ratio = more["beam"] / more["plain"] if more["plain"] > 0 else math.inf
    micros = {way: 1e6 * more[way] / (counts[1] - counts[0]) for way in used}
    return Line(
        f"beam-tax, {counts[1]:,} events without the first {counts[0]:,}",
        f"Beam on Flink: {micros['beam']:.1f} us an event (whole: {many['beam']:.1f} CPU s)",
        f"plain loop: {micros['plain']:.1f} us an event (whole: {many['plain']:.1f} CPU s)",
        f"{ratio:.1f} x (whole: {many['beam'] / many['plain']:.1f} x)",
        "at most 6 x",
        "3 x",
        0 < ratio <= 6,
        0 < ratio <= 3,
    )


def sorted_output(bench):
    folder, _ = bench.built(bench.size(200_000))
    rows = os.path.join(folder, "rows.jsonl")
    with open(rows, "wb") as out:
        for shard in sorted(
            glob.glob(os.path.join(folder, "store", "**", "preference", "train*.jsonl"), recursive=True)
        ):
            with open(shard, "rb") as file:
                shutil.copyfileobj(file, out)
    rounds = str(max(9, bench.rounds))
    done = bench.test_program("datasets", "prefmill.datasets.parquet.SortBench", rows, rounds, folder)
    found = json.loads(done.said.splitlines()[-1])
    note(f"sorted-output: {found}")
    identical, plain = (statistics.median(found[way]) for way in ("sorted", "unsorted"))
    extra = 100 * (identical / plain - 1)
    shutil.rmtree(folder)
    return Line(
        f"sorted-output, {found['rows']:,} pairs as JSONL and Parquet",
        f"{identical:.2f} CPU s",
        f"unsorted: {plain:.2f} CPU s",
        f"{extra:+.1f} %",
        "at most 15 %",
        "10 %",
        extra <= 15,
        extra <= 10,
    )


def memory(bench):
    sizes = [float(size) / (10 if bench.small else 1) for size in bench.memory_gb.split(",")]
    runs = []
    for size in sizes:
        folder = bench.project(int(size * 1e9 / EVENT_BYTES))
        runs.append(bench.prefmill(folder, "build", PREFMILL_JAVA_OPTS="-Xmx2g -XX:+UseParallelGC"))
        shutil.rmtree(folder)
    peaks = [each.peak for each in runs]
    apart = 100 * (max(peaks) / min(peaks) - 1)
    return Line(
        f"memory, build with a heap of 2 GiB from {', '.join(f'{size:g}' for size in sizes)} GB",
        "peak " + ", ".join(f"{peak:.2f}" for peak in peaks) + " GB",
        "",
        f"{apart:.0f} % apart",
        "20 %",
        "20 %",
        apart <= 20,
        apart <= 20,
    )


def growth(bench):
    counts = bench.size(200_000), bench.size(2_000_000)
    few, many = (bench.logged(count)[1].cpu for count in counts)
    exponent = math.log(many / few) / math.log(counts[1] / counts[0])
    return Line(
        f"growth, log to version, {counts[0]:,} to {counts[1]:,} events",
        f"{few:.1f} and {many:.1f} CPU s",
        "",
        f"exponent {exponent:.2f}",
        "at most 1.05",
        "1.0",
        exponent <= 1.05,
        exponent <= 1,
    )


def night(bench):
    """What a build costs when a hundredth is new, against one that settles everything: the same version."""
    count = bench.night_events // (10 if bench.small else 1)
    new = count // 100
    whole = bench.events(count + new)
    runs, fulls = [], []
    for _ in range(bench.rounds):
        folder = bench.project(count + new)
        old = os.path.join(folder, "events", "events.jsonl")
        os.unlink(old)
        with open(whole, "rb") as file, open(old, "wb") as out:
            out.writelines(itertools.islice(file, count))
            bench.prefmill(folder, "build")
            with open(os.path.join(folder, "events", "new.jsonl"), "wb") as more:
                shutil.copyfileobj(file, more)
        bench.prefmill(folder, "ingest")
        runs.append(bench.prefmill(folder, "build"))
        fulls.append(bench.prefmill(folder, "build", "--full", "--json"))
        if json.loads(fulls[-1].said)["status"] != "unchanged":
            sys.exit("table: the build that settles everything gave another version")
        shutil.rmtree(folder)
    ours, full = middle(runs), middle(fulls)
    share = 100 * ours.cpu / full.cpu
    return Line(
        f"night, {new:,} new events over {count:,}",
        f"{ours}",
        f"build --full: {full}",
        f"{share:.0f} %",
        "at most 25 %",
        "10 %",
        share <= 25,
        share <= 10,
    )


def start_up(bench):
    runs = []
    for _ in range(max(3, bench.rounds)):
        folder = bench.project(100)
        runs.append(bench.prefmill(folder, "build"))
        shutil.rmtree(folder)
    wall = statistics.median(each.wall for each in runs)
    return Line(
        "start-up, build of 100 events",
        f"{wall:.1f} s wall ({statistics.median(each.cpu for each in runs):.1f} CPU s)",
        "",
        "",
        "15 s",
        "8 s",
        wall <= 15,
        wall <= 8,
    )


ROWS = {
    "build": build,
    "log-to-version": log_to_version,
    "ingest": ingest,
    "near-duplicates": near_duplicates,
    "beam-tax": beam_tax,
    "sorted-output": sorted_output,
    "memory": memory,
    "growth": growth,
    "night": night,
    "start-up": start_up,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--memory-gb", default="1,2,4")
    parser.add_argument("--night-events", type=int, default=5_000_000)
    parser.add_argument("--work", default=None)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(ROWS))
    chosen = parser.parse_args()
    unknown = [row for row in chosen.rows if row not in ROWS]
    if unknown:
        parser.error(f"no row is called {', '.join(unknown)}; there are {', '.join(ROWS)}")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    with tempfile.TemporaryDirectory(dir=chosen.work) as work:
        bench = Bench(work, chosen)
        lines = [ROWS[row](bench) for row in chosen.rows or ROWS]
    print("| what | measured | reference | ratio | floor | aim | met |")
    print("|---|---|---|---|---|---|---|")
    for line in lines:
        print(line)
    sys.exit(0 if all(line.floor_met for line in lines) else 1)


main()
