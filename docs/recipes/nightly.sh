#!/bin/sh
# Runs the nightly for cron: quiet unless somebody has to look, since cron mails what is printed.
# Usage: nightly.sh FOLDER    FOLDER holds prefmill.yaml, and secrets.env that only its user can read.
set -u
cd "$1" || exit 1
set -a
. ./secrets.env
set +a
mkdir -p logs
log=logs/$(date -u +%Y-%m-%d).log
prefmill nightly --config prefmill.yaml >>"$log" 2>&1
code=$?
case $code in
  0) ;; # done, or nothing changed
  3) ;; # a gate wants more feedback, or has another reason to wait: the log says which
  4) ;; # the run of the night before is still at it
  *)
    echo "prefmill nightly ended with exit code $code; the end of $PWD/$log:"
    tail -n 20 "$log"
    ;;
esac
exit $code
