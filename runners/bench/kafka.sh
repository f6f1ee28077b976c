#!/usr/bin/env bash
# Measures `prefmill ingest` from a topic on a broker of this machine, in batch and as a stream, each beside a run with
# nothing to read: CPU seconds of the process, events per CPU second. The broker's own CPU does not count. It ends the
# stream with SIGTERM. Usage: runners/bench/kafka.sh [EVENTS, default 200000]
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
events=${1:-200000}
partitions=4
work=$(mktemp -d)
trap 'exec 8>&- || true; wait; rm -rf "$work"' EXIT

"$home/prefmill" --version >/dev/null
java -cp "$home/runners/target/classes:$home/runners/target/lib/*" \
  prefmill.runners.bench.GenerateEvents "$events" "$work/events.jsonl"
mkfifo "$work/in" "$work/out"
java -Xmx512m -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp "$home/runners/target/classes:$home/runners/target/lib/*" \
  prefmill.runners.bench.BrokerForBench "$work/kafka" <"$work/in" >"$work/out" 2>"$work/broker.err" &
exec 8>"$work/in" 7<"$work/out"
read -r bootstrap <&7

broker() { echo "$1 $partitions $2" >&8; read -r sent <&7; }
policy() { # NAME TOPIC
  mkdir -p "$work/$1"
  echo "a masking key for measurements" >"$work/$1/key"
  cat >"$work/$1/prefmill.yaml" <<YAML
dataset: bench
store: ./store
masking: {key_file: ./key}
sources:
  - {name: bus, kind: kafka, preset: native, bootstrap: "$bootstrap", topic: $2}
YAML
}
cpu() { # PID: seconds so far
  awk -v hz="$(getconf CLK_TCK)" '{ sub(/^.*\) /, ""); print ($12 + $13) / hz }' "/proc/$1/stat"; }
export PREFMILL_JAVA_OPTS=${PREFMILL_JAVA_OPTS:-"-Xmx2g -XX:+UseParallelGC"}

batch() { # NAME TOPIC
  policy "$1" "$2"
  (cd "$work/$1" && TIMEFORMAT='%U %S' && { time "$home/prefmill" ingest >out 2>err; } 2>times)
  awk '{ print $1 + $2 }' "$work/$1/times"; }
figure() { curl -sf "http://127.0.0.1:$port/metrics" | awk -v n="$1" '$1 ~ "^"n"(\\{|$)" { print int($2) }'; }
stream() { # NAME TOPIC FILE COUNT
  policy "$1" "$2"
  port=$((20000 + RANDOM % 10000))
  (cd "$work/$1" && exec "$home/prefmill" ingest --stream --checkpoint-interval 5 --metrics-port "$port" >out 2>err) &
  local run=$!
  until [ "$(figure prefmill_stream_running)" = 1 ]; do sleep 0.5; done
  [ "$3" = - ] || broker "$2" "$3"
  until [ "$(figure prefmill_stream_events_total)" -ge "$4" ] && [ "$(figure prefmill_stream_lag_offsets)" = 0 ]; do sleep 0.5; done
  local java
  java=$(pgrep -P "$run" java || echo "$run")
  cpu "$java" >"$work/$1/cpu"
  kill -TERM "$java"
  wait "$run" || { echo "the stream ended with $?" >&2; cat "$work/$1/err" >&2; exit 1; }
  tail -1 "$work/$1/out" >&2
  cat "$work/$1/cpu"; }

row() { awk -v m="$1" -v all="$2" -v none="$3" -v n="$events" 'BEGIN {
  printf "| %s | %d | %.1f | %.1f | %.0f | %.0f |\n", m, n, all, none, n / all, n / (all - none) }'; }

broker idle -
broker full -
broker full "$work/events.jsonl"
broker late -
none=$(batch batch-none idle)
all=$(batch batch full)
idle=$(stream stream-none idle - 0)
streamed=$(stream stream late "$work/events.jsonl" "$events")
echo "| mode | events | CPU s | of these without an event | events per CPU s | without the start |"
echo "|---|---|---|---|---|---|"
row batch "$all" "$none"
row stream "$streamed" "$idle"
