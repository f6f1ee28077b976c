# What Prefmill asks of a place that trains: sh place.sh VERB ROOT ARGUMENTS
#   ROOT/cache/SHA256   files by their hash, whole and unchanging
#   ROOT/runs/KEY       the one attempt at a run; owner-TOKEN in it says who may fetch, end and remove it
# A run changes hands by renaming its owner file: of several that try, one succeeds.
# Answers are lines on stdout that begin with a word; the exit code is 0 unless the connection fails.
set -u
umask 077
verb=$1 root=$2
shift 2
begun=$PWD
case $root in /*) ;; *) root=$PWD/$root ;; esac
cache=$root/cache runs=$root/runs

pause() { sleep 0.2 2>/dev/null || sleep 1; }

alive() {
  pid=$(cat "$run/pid" 2>/dev/null) && kill -0 "$pid" 2>/dev/null || return 1
  [ ! -r "/proc/$pid/cmdline" ] || grep -q "$key" "/proc/$pid/cmdline"
}

# The exit code of a run that has ended; nothing of one that goes on.
ended() {
  if [ -f "$run/exit" ]; then cat "$run/exit"; return; fi
  if alive; then return; fi
  pause
  if [ -f "$run/exit" ]; then cat "$run/exit"; elif ! alive; then echo 137; fi
}

# A Python relative to the folder that we begin in.
whole_python() { case $python in /*) ;; */*) python=$begun/$python ;; esac; }

own() { [ -f "$run/owner-$token" ]; }

# Makes a run ours, whoever's it is; what was ended when it had just finished too.
take() {
  own && return 0
  for owner in "$run"/owner-* "$run"/stopping-*; do
    mv "$owner" "$run/owner-$token" 2>/dev/null && return 0
  done
  return 1
}

# Makes the folder of a run anew, with the last checkpoints of one that failed.
prepare() {
  if [ -d "$run" ]; then
    [ -n "$(ended)" ] && mv "$run" "$runs/.$key-$token" || { echo busy; return 1; }
  fi
  mkdir "$run" || { echo busy; return 1; }
  : >"$run/owner-$token"
  mkdir "$run/output"
  while read -r hash name; do
    mkdir -p "$(dirname "$run/$name")"
    ln "$cache/$hash" "$run/$name" 2>/dev/null || cp "$cache/$hash" "$run/$name" ||
      { rm -rf "$run"; echo incomplete; return 1; }
  done
  for checkpoint in "$runs/.$key"-*/output/checkpoint-*; do
    [ ! -f "$checkpoint/complete" ] || mv "$checkpoint" "$run/output/"
  done
  rm -rf "$runs/.$key"-*
}

# Ends the process group that it belongs to after so many seconds, by force after seven more.
limit() {
  left=$1
  while [ "$left" -gt 0 ] && [ ! -f exit ]; do
    sleep 1
    left=$((left - 1))
  done
  [ ! -f exit ] || exit 0
  trap '' TERM
  kill -s TERM -- "-$$"
  sleep 7
  kill -s KILL -- "-$$"
}

case $verb in
  state | take | prepare | start | work | watch | follow | join | stop | fetch | remove)
    key=$1 token=$2 run=$runs/$1
    shift 2
    ;;
esac

case $verb in
  check) # PYTHON PROGRAM MODULE...: whether a trainer could run
    for tool in sha256sum tar; do
      command -v $tool >/dev/null || { echo "tool $tool"; exit 0; }
    done
    mkdir -p "$cache" "$runs" 2>/dev/null && [ -w "$runs" ] || { echo "folder $root"; exit 0; }
    find "$root" -path "$runs/*/exit" -mtime +14 2>/dev/null |
      while read -r old; do rm -rf "${old%/exit}"; done
    find "$root" -path "$root/incoming-*" -type d -mtime +1 -exec rm -rf {} + 2>/dev/null
    python=$1 program=$2
    shift 2
    whole_python
    command -v "$python" >/dev/null || { echo "python"; exit 0; }
    df -Pk "$root" | { read -r _; read -r _ _ _ free _; echo "free $free"; }
    echo "health $("$python" -s -E -c "$program" "$@" 2>/dev/null </dev/null)"
    ;;
  missing) # the hashes on stdin that are not in the cache
    while read -r hash; do [ -f "$cache/$hash" ] || echo "missing $hash"; done
    echo end
    ;;
  receive) # a tar of files named by their hash, on stdin
    trap '' PIPE # what has arrived whole is kept also when nobody listens any more
    incoming=$root/incoming-$1
    mkdir -p "$incoming" && cd "$incoming" || exit 1
    tar -xf - || echo "broken $(df -Pk "$root" | { read -r _; read -r _ _ _ free _; echo "$free"; })"
    for file in *; do
      [ -f "$file" ] && [ "$(sha256sum <"$file")" = "$file  -" ] || continue
      chmod 444 "$file" && mv -f "$file" "$cache/$file" && echo "kept $file"
    done
    cd "$root" && rm -rf "$incoming"
    echo end
    ;;
  state)
    if [ ! -d "$run" ]; then echo absent; exit 0; fi
    [ -f "$run/pid" ] || [ -f "$run/exit" ] || sleep 3 # it may be just beginning
    tries=0 # its owner may be just ending it
    while ! [ -f "$run/exit" ] && ls "$run" | grep -q '^stopping-' && [ $tries -lt 60 ]; do
      pause
      tries=$((tries + 1))
    done
    code=$(ended)
    echo "${code:+ended }${code:-running}"
    ;;
  take)
    take && echo taken || echo lost
    ;;
  prepare) # on stdin the files of the run, a hash and a name a line
    prepare && echo prepared
    ;;
  start) # SECONDS PYTHON ARGUMENT...; on stdin as for prepare
    prepare || exit 0
    longest=$1 python=$2
    shift 2
    whole_python
    "$python" -c 'import os, sys; os.setsid(); os.execvp("sh", ["sh"] + sys.argv[1:])' \
      "$0" watch "$root" "$key" "$token" "$longest" "$python" "$@" </dev/null >/dev/null 2>&1 &
    tries=0
    until [ -s "$run/pid" ] || [ $tries -gt 100 ]; do
      pause
      tries=$((tries + 1))
    done
    [ -s "$run/pid" ] && echo started || echo unstarted
    ;;
  watch) # SECONDS COMMAND...: runs it in a session of its own, at most so long, and keeps what it says
    longest=$1
    shift
    cd "$run" && own || exit 1
    : >events.jsonl
    echo $$ >pid.new && mv pid.new pid
    [ "$longest" -eq 0 ] || limit "$longest" &
    limit=$!
    trap : TERM HUP INT
    "$@" </dev/null >events.jsonl 2>stderr.txt
    echo $? >exit.new && mv exit.new exit
    kill "$limit" 2>/dev/null
    ;;
  work) # COMMAND...: the same in a container, whose stdout tells what is said too
    cd "$run" && own || exit 1
    echo $$ >pid.new && mv pid.new pid
    mkfifo said
    tee events.jsonl <said &
    "$@" </dev/null >said 2>stderr.txt &
    child=$!
    trap 'kill -s TERM "$child"' TERM INT
    wait "$child"
    code=$?
    while kill -s 0 "$child" 2>/dev/null; do # a signal ends a wait
      wait "$child"
      code=$?
    done
    wait
    echo $code >exit.new && mv exit.new exit
    exit $code
    ;;
  follow | join) # OFFSET: what is said from there on, in frames of a length and as many bytes
    [ "$verb" = follow ] || take # where something else says whose it is
    at=$1
    while own; do
      code=$(ended)
      size=$(wc -c <"$run/events.jsonl" 2>/dev/null) # none before the program begins
      size=$((size))
      if [ $size -gt "$at" ]; then
        echo "bytes $((size - at))" || exit 0
        tail -c +$((at + 1)) "$run/events.jsonl" | head -c $((size - at)) || exit 0
        at=$size
      elif [ -n "$code" ]; then
        echo "ended $code"
        exit 0
      else
        echo "bytes 0" || exit 0 # tells a dropped connection
        pause
      fi
    done
    echo lost
    ;;
  stop) # TENTHS: asks the whole process group to end, and ends it after so many tenths of a second
    mv "$run/owner-$token" "$run/stopping-$token" 2>/dev/null || { echo lost; exit 0; }
    pid=$(cat "$run/pid") && kill -s TERM -- "-$pid" 2>/dev/null
    waited=0
    while [ $waited -lt "$1" ] && kill -s 0 -- "-$pid" 2>/dev/null; do
      pause
      waited=$((waited + 2))
    done
    kill -s KILL -- "-$pid" 2>/dev/null
    [ -f "$run/exit" ] || { echo 137 >"$run/exit.new" && mv "$run/exit.new" "$run/exit"; }
    echo stopped
    ;;
  fetch) # a tar of what a finished run left, with the hashes of all of it
    own && cd "$run" || exit 3
    set -- stderr.txt
    for file in output/*.safetensors output/*.json; do
      [ -f "$file" ] && set -- "$@" "$file"
    done
    sha256sum "$@" >sums.new && mv sums.new sums && tar -cf - sums "$@"
    ;;
  remove) # HASH...: a run, and what the cache holds for it alone
    own && mv "$run" "$runs/.$key-gone-$token" || { echo lost; exit 0; }
    rm -rf "$runs/.$key"-*
    for hash in "$@"; do rm -f "$cache/$hash"; done
    echo removed
    ;;
esac
