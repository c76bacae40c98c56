#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# signals.sh PROGRAM DUMP INTERRUPT FILL SLOW: commands are interrupted by INT,
# TERM and HUP, sent once and twice, wherever they are; in work that would take
# far longer, on an input that never comes, on a pipe that nobody reads. Each
# must die by the signal; the store must have what was reported; files with a
# final name must be complete. SLOW is how much slower than usual the program is.
set -u

program=$1
dump=$2
interrupt=$3
fill=$4
slow=$5
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
bad=0

fail() {
  echo "FAILED: $*"
  bad=$((bad + 1))
}

# ---- inputs ----

awk 'BEGIN {
  for (s = 0; s < 250000; s++) {
    n = s * 7919 % 99991
    last = s % 25 == 24
    printf "第%d条船在港口卸下了%d吨货物。%s", n, n * 3 + 2,
      last ? "\n" : "" >"long.zh"
    printf "Ship number %d unloaded %d tons of goods here.%s", n, n * 3 + 2,
      last ? "\n" : " " >"long.en"
  }
}'
paste long.zh long.en >long.tsv
mkdir zh en
ln long.zh zh/a.txt
ln long.en en/b.txt
"$here/documents.sh" 40 >some.jsonl
grep -v '"en":""' some.jsonl >small.jsonl
{
  cat small.jsonl
  for i in 1 2; do
    printf '{"id":"long%d","zh_path":"long.zh","en_path":"long.en"}\n' $i
  done
} >mixed.jsonl
awk 'BEGIN { for (i = 0; i < 1000000; i++) print i "\tlong.zh\tlong.en" }' \
  >many.tsv
"$program" build small.jsonl -q -o small.db
"$dump" small.db >small.want
cp small.db big.db
cp small.db long.db
"$fill" big.db 1000 || fail 'no big store'
"$fill" long.db 0 300000 || fail 'no long document'

mkfifo empty full
exec 8<>empty 9<>full
dd if=/dev/zero of=full bs=4096 count=10000 oflag=nonblock 2>/dev/null

# ---- interrupting ----

: >latencies

# NAME MS SIGNAL TIMES COMMAND...: the signal comes after MS milliseconds.
stop() {
  name=$1
  ms=$2
  signal=$3
  times=$4
  shift 4
  got=$("$interrupt" "$signal" "$times" "$ms" "$@" 2>log)
  case $got in
  "$signal "*)
    echo "${got#* } $name, $signal $times" >>latencies
    [ "${got#* }" -lt 5000 ] || fail "$name, $signal $times: took $got ms"
    ;;
  *) fail "$name, $signal $times: $got: $(tail -n 1 log)" ;;
  esac
}


# Commands without cleanup: one signal ends them by its default action.
n=0
at_once() { # NAME COMMAND...
  name=$1
  shift
  n=$((n + 1))
  case $((n % 3)) in
  0) signal=INT ;;
  1) signal=TERM ;;
  2) signal=HUP ;;
  esac
  stop "$name" 200 $signal 1 "$@"
}

# With standard input that never comes, or output that nobody reads.
waits() {
  what=$1
  shift
  at_once "$what" sh -c 'exec "$@" <empty' sh "$program" "$@"
}

blocks() {
  what=$1
  shift
  at_once "$what" sh -c 'exec "$@" >full' sh "$program" "$@"
}

at_once 'align, a long document' "$program" align long.zh long.en -o out.tsv
at_once 'align --explain' "$program" align long.zh long.en --explain 5
at_once report "$program" report long.zh long.en -o out.html
at_once 'lexicon train' "$program" lexicon train long.tsv -o out.zlex
at_once 'search, a query' \
  sh -c 'exec "$@" >/dev/null' sh "$program" search big.db 货物 -C 5
waits 'align, no input' align -
waits 'align --stream, no input' align --stream
waits 'split, no input' split
waits 'filter, no input' filter -
waits 'lexicon build, no input' lexicon build - -o out.zlex
blocks 'align --stream, no reader' align --stream -j 2 small.jsonl
blocks 'split, no reader' split -l zh long.zh
blocks 'filter, no reader' filter long.tsv
blocks 'pair, no reader' pair zh en
blocks 'search, no reader' search big.db 货物 -n 100000
blocks 'stats, no reader' stats big.db --samples 3
blocks 'why-not, no reader' why-not big.db goods
ls -A >left
for name in out.tsv out.html out.zlex; do
  [ ! -e $name ] || fail "$name is there"
done
grep -q tmp left && fail "not removed: $(grep tmp left)"

# ---- commands with cleanup ----

each() { # FUNCTION...: each signal, and one of them twice
  for what in "$@"; do
    for signal in INT TERM HUP; do
      $what $signal 1
    done
    $what TERM 2
  done
}

# A command that is killed before it could clean up says so.
orderly=0
forced=0
swept() { # NAME: only what was there before
  if grep -q 'nothing was written' log; then
    orderly=$((orderly + 1))
    [ -z "$(ls -A | grep "^\.*$1")" ] || fail "left: $(ls -A | grep "$1")"
  else
    forced=$((forced + 1))
    grep -q 'run the same command again' log || fail "$1: $(cat log)"
    [ ! -e "$1" ] || fail "$1 is there"
    rm -rf "$1"*
  fi
}

merge() {
  stop merge $((500 * slow)) "$1" "$2" "$program" merge big.db -o merged.db
  swept merged.db
}

export_file() {
  stop export 500 "$1" "$2" "$program" export big.db -o export.tsv.xz
  swept export.tsv.xz
}

export_directory() {
  stop 'export, a directory' 500 "$1" "$2" "$program" export big.db -f hf -o directory
  swept directory
}

export_document() {
  stop 'export, a long document' 300 "$1" "$2" \
    "$program" export long.db -o export.tsv.xz
  swept export.tsv.xz
}

export_blocked() {
  stop 'export, no reader' 300 "$1" "$2" \
    sh -c 'exec "$@" >full' sh "$program" export big.db -f tsv -o -
}

# Documents reported as stored are stored; a later run does the rest, with the
# same result.
long_document() {
  rm -f store.db*
  stop 'build, a long document' $((1000 * slow)) "$1" "$2" \
    "$program" build mixed.jsonl -j 2 -o store.db
  stored=$(sed -n 's/.*interrupted after \([0-9]*\) of 41.*/\1/p' log)
  "$program" build small.jsonl -o store.db 2>log
  made=$(sed -n 's/.*: \([0-9]*\) aligned.*/\1/p' log)
  [ "$((made + ${stored:-99}))" = 39 ] ||
    fail "said to be stored: ${stored:-none}, not stored: $made of 39"
  [ "$stored" = 39 ] && whole=$((whole + 1))
  "$dump" store.db >got
  cmp -s got small.want || fail 'build, a long document: another store'
}
whole=0

duplicates() {
  [ -e copy.db ] || cp big.db copy.db
  stop 'build, duplicates' $((500 * slow)) "$1" "$2" \
    "$program" build small.jsonl --keep --near-duplicate 2 -o copy.db
  grep -q 'run the same command to resume' log || fail "build: $(cat log)"
}

parsing() {
  rm -f store.db*
  stop 'build, a long manifest' 200 "$1" "$2" "$program" build many.tsv -o store.db
  [ ! -e store.db ] || fail 'a store is there before its manifest was read'
}

build_blocked() {
  rm -f store.db*
  stop 'build, no reader' 500 "$1" "$2" \
    sh -c 'exec "$@" 2>full' sh "$program" build some.jsonl -o store.db
}

each merge export_file export_directory export_document export_blocked \
  long_document duplicates parsing build_blocked
[ $orderly -gt 0 ] || fail 'no command ended in order'
[ $whole -gt 0 ] || fail 'no build was stopped in a long document'
"$dump" copy.db >/dev/null || fail 'build, duplicates: the store is damaged'

# ---- ignored signals stay ignored ----

rm -f store.db*
for command in "build small.jsonl -o store.db" "export small.db -o export.tsv" \
  "merge small.db -o merged.db" "split -l zh -o split.txt long.zh"; do
  # shellcheck disable=SC2086 # words
  got=$("$interrupt" HUP:ignored 2 20 "$program" $command 2>log)
  case $got in
  'exit 0 '* | 'exit 6 '*) ;;
  *) fail "nohup zhen $command: $got: $(tail -n 1 log)" ;;
  esac
done

# ---- times ----

sort -n latencies | awk '{ at[NR] = $1; line[NR] = $0 } END {
  print NR " interrupted; milliseconds to the end: median " \
    at[int((NR + 1) / 2)] ", most " line[NR]
}'
echo "$orderly ended in order, $forced by force; $whole in a long document"
echo "$bad bad"
[ $bad = 0 ]
