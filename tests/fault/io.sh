#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# io.sh PROGRAM SHIM: each read of a store fails in turn, and each mapping of a
# file, as without memory. The command must report it in one line, with status 3
# or 4, and 5 for memory, and leave nothing, or give the usual result.
set -u

program=$1
shim=$2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
points=0
bad=0

run() { # NAME=VALUE...
  rm -f out
  # shellcheck disable=SC2086 # words
  env LD_PRELOAD="$shim" "$@" "$program" $command >stdout 2>stderr
}

judge() { # STATUS
  [ "$1" = 0 ] && cmp -s stdout want.stdout && [ ! -s stderr ] && {
    [ ! -e want ] || cmp -s out want
  } && return
  [ ! -e out ] && [ "$(wc -l <stderr)" = 1 ] || return
  case $1 in
  3 | 4) [ $how = X=X ] && grep -q ': is damaged\|disk I/O error' stderr ;;
  5) [ $how != X=X ] && grep -qx 'zhen: out of memory' stderr ;;
  *) false ;;
  esac
}

sweep() { # WORD...
  command=$*
  for how in X=X FAIL_MAP=1; do
    rm -f want
    run COUNT_TO=count $how || { cat stderr && exit 1; }
    mv stdout want.stdout
    [ ! -e out ] || mv out want
    at=0
    while [ $at -lt "$(cat count)" ]; do
      at=$((at + 1))
      run FAIL_AT=$at $how
      status=$?
      points=$((points + 1))
      judge $status || {
        echo "$command, $how, call $at: exit $status: $(head -n 1 stderr)"
        bad=$((bad + 1))
      }
    done
  done
}

"$here/documents.sh" 9 >documents.jsonl
"$program" build documents.jsonl -o corpus.db -q -j 1
sweep stats corpus.db
sweep stats corpus.db --json
sweep export corpus.db -q -f tsv -o out
sweep export corpus.db -q -f jsonl -o out
sweep merge -o out corpus.db
sweep search corpus.db Ship
echo "$points points, $bad bad"
[ $bad = 0 ] && [ $points -gt 60 ]
