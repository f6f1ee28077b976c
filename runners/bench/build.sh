#!/usr/bin/env bash
# Measures a whole `prefmill build`, JSONL to version, on local Flink: CPU seconds of the process tree, events per CPU
# second, peak memory. Usage: runners/bench/build.sh [EVENTS, default 200000]
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
events=${1:-200000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$home/prefmill" --version >/dev/null
mkdir "$work/events"
java -cp "$home/runners/target/classes:$home/runners/target/lib/*" \
  prefmill.runners.bench.GenerateEvents "$events" "$work/events/events.jsonl"
echo "a masking key for measurements" >"$work/key"
cat >"$work/prefmill.yaml" <<'YAML'
dataset: bench
store: ./store
masking: {key_file: ./key}
sources:
  - {name: app, kind: jsonl, preset: native, path: "events/*.jsonl"}
YAML

cd "$work"
TIMEFORMAT='%U %S %R'
export PREFMILL_JAVA_OPTS=${PREFMILL_JAVA_OPTS:-"-Xmx3g -XX:+UseParallelGC"}
times=$({ time "$home/prefmill" build >"$work/out" 2>"$work/err" & job=$!; peak=0
  while kill -0 "$job" 2>/dev/null; do
    for status in /proc/[0-9]*/status; do
      rss=$(awk '/^VmHWM/ {print $2}' "$status" 2>/dev/null || true)
      if [ "${rss:-0}" -gt "$peak" ] && grep -q "prefmill" "${status%status}cmdline" 2>/dev/null; then peak=$rss; fi
    done
    sleep 1
  done
  echo "$peak" >"$work/peak"; wait "$job"; } 2>&1)
cat "$work/out"
awk -v t="$times" -v n="$events" -v p="$(cat "$work/peak")" 'BEGIN {
  split(t, s, " "); cpu = s[1] + s[2];
  printf "%d events: %.1f CPU s, %.0f events per CPU second, %.1f s wall, peak %.2f GB\n", n, cpu, n / cpu, s[3], p / 1048576 }'
