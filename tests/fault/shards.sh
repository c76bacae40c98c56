#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# shards.sh PROGRAM DUMP: shards built under GNU parallel and merged are the
# corpus built at once.
set -u

program=$1
dump=$2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

parallel --version 2>/dev/null | grep -q '^GNU parallel' || {
  echo 'GNU parallel is missing'
  exit 77
}
"$here/documents.sh" 300 >pairs.jsonl
"$program" build pairs.jsonl -o whole.db >log 2>&1
PATH=$(dirname "$program"):$PATH
parallel -j 2 zhen build pairs.jsonl -o shard-{}.db --shard {}/4 ::: 1 2 3 4 \
  >log 2>&1
ls shard-*.db | wc -l
zhen merge shard-*.db -o merged.db || exit 1
"$dump" whole.db >whole
"$dump" merged.db >merged
grep -q ' near-duplicate' whole || exit 1
cmp whole merged || exit 1
for store in whole merged; do
  zhen export $store.db -q -f moses -o $store --split 8/1/1 || exit 1
done
for file in whole.*.*; do
  cmp "$file" "merged.${file#whole.}" || exit 1
done
ls whole.*.zh | wc -l
ls -A | grep -c tmp | grep -qx 0
