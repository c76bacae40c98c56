#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# memory_build.sh PROGRAM SHIM DUMP STEP: memory runs out while a corpus is
# built, at every STEP-th allocation, once or from there on. The build must
# report it and exit 5, or complete; and the next one must succeed.
set -u

program=$1
shim=$2
dump=$3
step=$4
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
points=0
bad=0

build() { # NAME=VALUE...
  env LD_PRELOAD="$shim" "$@" "$program" build pairs.jsonl -o corpus.db -j 1 \
    -q >log 2>&1
}

fail() {
  echo "allocation $at, $how: $*: $(tail -n 1 log)"
  bad=$((bad + 1))
}

"$here/documents.sh" 9 >pairs.jsonl
iconv -f UTF-8 -t GB18030 "$here/../data/library.zh.txt" >library.zh.txt
gzip -c "$here/../data/library.en.txt" >library.en.txt.gz
printf '{"id":"files","zh_path":"%s","en_path":"%s"}\n' library.zh.txt \
  library.en.txt.gz >>pairs.jsonl
build COUNT_TO=count || exit 1
"$dump" corpus.db >want
at=1
while [ "$at" -le "$(cat count)" ]; do
  for how in X=X FAIL_ON=1; do
    rm -f corpus.db*
    build FAIL_AT=$at $how
    status=$?
    points=$((points + 1))
    [ $status = 0 ] || { [ $status = 5 ] && grep -q 'out of memory' log; } ||
      fail "exit $status"
    "$program" build pairs.jsonl -o corpus.db -q >log 2>&1 || fail 'the next build failed'
    "$dump" corpus.db >got && cmp -s got want || fail 'differs'
  done
  at=$((at + step))
done
echo "$points points, $bad bad"
[ $bad = 0 ] && [ $points -gt 100 ]
