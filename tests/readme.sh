#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# readme.sh PROGRAM: do the commands of README.md run as printed, and is the
# output it shows the output there is? That README.zh.md has the same commands
# and output is checked by lint/docs.sh.
set -eu
program=$(realpath "$1")
cd "$(dirname "$0")/.."
source=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir "$work/bin"
ln -s "$program" "$work/bin/zhen"
PATH=$work/bin:$PATH

# The files that the commands of the guide name.
for name in article. ''; do
  cp samples/harbour.zh.txt "$work/${name}zh.txt"
  cp samples/harbour.en.txt "$work/${name}en.txt"
done
cp samples/harbour.gold "$work/article.gold"
for side in zh en; do
  zhen split -l $side <samples/harbour.$side.txt >"$work/$side.lines"
done
cp samples/reading-room.txt "$work/bilingual.txt"
cp samples/headline.txt "$work/headline.txt"
zhen align samples/harbour.zh.txt samples/harbour.en.txt -q \
  -o "$work/pairs.tsv.gz"
zhen filter "$work/pairs.tsv.gz" -q -f moses -o "$work/corpus"
cp tests/data/harbour.zpatch "$work/review.zpatch"
printf '渔业合作社\tfishing co-operative\n' >"$work/terms.tsv"
echo 'Not a sentence of it.' >"$work/test-sets.txt"
echo '{"id":1,"zh":"风停了。","en":"The wind dropped."}' >"$work/documents.jsonl"
for side in zh en; do
  rows=$(wc -l <"$work/$side.lines")
  {
    printf '\223NUMPY\001\000\106\000'
    printf '%-69s\n' "{'descr': '<f2', 'fortran_order': False, 'shape': ($rows, 1)}"
    for row in $(seq "$rows"); do printf '\000\074'; done
  } >"$work/$side.npy"
done
mkdir "$work/data"
for output in memory.tmx corpus.tsv 'data/train -f moses'; do
  # shellcheck disable=SC2086 # a name, and an option after it
  (cd "$work" && zhen align -q zh.txt en.txt -o $output)
done
gzip "$work/corpus.tsv"

mkdir "$work/zh-dir" "$work/en-dir"
cp samples/harbour.zh.txt "$work/zh-dir/harbour.txt"
cp samples/harbour.en.txt "$work/en-dir/harbour.txt"
printf '%s\t%s\t%s\n' harbour zh.txt en.txt >"$work/pairs.tsv"
for shard in 1 2; do
  zhen build "$work/pairs.tsv" -q -o "$work/shard-$shard.db" --shard $shard/2
done

# Lines of the fenced blocks whose fence is exactly as given.
blocks() {
  awk -v fence="$1" '
    /^```/ { open = !open; inside = open && $0 == fence; next }
    inside' README.md
}

status=0
blocks '```' | grep '^zhen ' >"$work/commands" || status=1
while read -r command; do
  # A reader who tries one example has none of the others' files.
  case $command in
  'zhen build '*) ;;
  *) echo "$command" | grep -Eo -- '-o [^ ]+' | cut -c 4- | (cd "$work" && xargs rm -rf) ;;
  esac
  (cd "$work" && eval "$command") >"$work/out" 2>"$work/err" </dev/null &&
    continue
  echo "does not run: $command"
  cat "$work/err"
  status=1
done <"$work/commands"
echo "$(wc -l <"$work/commands") commands"

# The first screen: what it shows is how the output of the command begins.
command=$(blocks '```' | sed -n 's/^build\/zhen /zhen /p' | head -n 1)
blocks '```text' >"$work/shown"
(cd "$source" && eval "$command") >"$work/all" 2>/dev/null
head -n "$(wc -l <"$work/shown")" "$work/all" | diff -u "$work/shown" - ||
  status=1
[ -s "$work/shown" ] && [ -s "$work/commands" ] || status=1
exit $status
