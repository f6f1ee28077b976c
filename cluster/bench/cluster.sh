#!/usr/bin/env bash
# Measures on a Flink cluster of processes of this machine.
#   cluster/bench/cluster.sh build EVENTS TASK_MANAGERS...   ingest and build: CPU seconds and shuffled bytes
#   cluster/bench/cluster.sh stream EVENTS                   events sent at once: CPU seconds, checkpoints, recovery
#   cluster/bench/cluster.sh stream EVENTS RATE              the memory of a steady stream
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
case ${1:-} in
  build) main=prefmill.cluster.bench.BuildBench ;;
  stream) main=prefmill.cluster.bench.StreamBench ;;
  *) sed -n '2,5s/^# *//p' "$0" >&2; exit 2 ;;
esac
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$home"
mvn -B -q -Dfast package -pl cluster -am -DskipTests dependency:build-classpath -Dmdep.includeScope=test \
  -Dmdep.outputFile="$work/classpath" >"$work/maven" || { cat "$work/maven" >&2; exit 1; }
java -Xmx2g --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
  --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED \
  -Dorg.slf4j.simpleLogger.defaultLogLevel=error -Dprefmill.cluster.jar=cluster/target/prefmill-cluster.jar \
  -cp "cluster/target/test-classes:cluster/target/classes:$(cat "$work/classpath")" "$main" "$work/run" "$@"
