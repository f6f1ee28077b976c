#!/usr/bin/env bash
# Masking: how fast, and whether the scanner loses nothing. Builds the tests first.
#   transforms/bench/masking.sh speed               documents a CPU second
#   transforms/bench/masking.sh hostile [MILLIS]    the texts of which a megabyte takes longer than 100 ms
#   transforms/bench/masking.sh fuzz MINUTES [SEED]  until a difference is found or the time is over
#   transforms/bench/masking.sh presidio PYTHON     speed and recall beside Presidio, which PYTHON has
set -euo pipefail
cd "$(dirname "$0")/../.."
mvn -q -Dfast -pl transforms test-compile
mvn -q -pl transforms dependency:build-classpath -Dmdep.outputFile=target/test-classpath
java=(java -cp "transforms/target/classes:transforms/target/test-classes:$(cat transforms/target/test-classpath)")
case "${1:-}" in
  speed) "${java[@]}" prefmill.transforms.mask.bench.MaskingBench ;;
  hostile)
    shift
    "${java[@]}" prefmill.transforms.mask.HostilePieces |
      "${java[@]}" prefmill.transforms.mask.bench.HostileTextClock "$@"
    ;;
  fuzz) shift && "${java[@]}" prefmill.transforms.mask.ScannerFuzz "$@" ;;
  presidio)
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    "${java[@]}" prefmill.transforms.mask.bench.MaskingBench "$work/documents.jsonl"
    "${java[@]}" prefmill.transforms.mask.corpus.CorpusFile "$work/corpus.jsonl" 200
    "$2" transforms/bench/presidio.py "$work/documents.jsonl" "$work/corpus.jsonl"
    ;;
  *) sed -n '2,6p' "$0" >&2 && exit 2 ;;
esac
