#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# build.sh PROGRAM DUMP KILLS INTERRUPT: builds are killed at random moments,
# interrupted by signals, run out of disk space, on one thread and on many; the
# final result is that of an undisturbed build.
set -u

program=$1
dump=$2
kills=$3
interrupt=$4
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
bad=0

fail() {
  echo "FAILED: $*"
  bad=$((bad + 1))
}

rules() { # the second manifest comes with other rules
  [ "$manifest" = one.jsonl ] || echo --numbers off --length-z 2
}

build() { # STORE OPTION...: status 6, since some documents have no English
  # shellcheck disable=SC2046 # words
  "$program" build "$manifest" $(rules) -o "$@" >log 2>&1
  status=$?
  [ $status = 6 ] || fail "exit $status: $(tail -n 1 log)"
}

same() { # STORE WANT WHAT
  "$dump" "$1" >got || fail "$3: no dump"
  cmp -s got "$2" || fail "$3: differs from an undisturbed build"
  "$program" export "$1" -q -o got.tsv --force || fail "$3: no export"
  cmp -s got.tsv "$2.tsv" || fail "$3: another export"
  rm -f got got.tsv
}

now() {
  date +%s%N
}

"$here/documents.sh" 700 >one.jsonl
"$here/documents.sh" 700 edited >two.jsonl
for which in one two; do
  manifest=$which.jsonl
  rm -f fresh.db
  begin=$(now)
  build fresh.db -j 1
  took=$((($(now) - begin) / 1000000))
  "$dump" fresh.db >$which.want
  "$program" export fresh.db -q -o $which.want.tsv
done
[ "$(grep -c '^complete$' one.want two.want | grep -c ':1$')" = 2 ] ||
  fail 'builds are not complete'
for word in kept duplicate near-duplicate; do
  grep -q " $word" two.want || fail "no pair is $word"
done

for j in 2 8; do
  rm -f fresh.db
  build fresh.db -j $j
  same fresh.db two.want "-j $j"
done

# A random number of milliseconds below the argument, from a fixed seed.
seed=1
random() {
  seed=$(((seed * 1103515245 + 12345) % 2147483648))
  echo $((seed / 65536 % $1))
}

# Start a build, send it a signal at some moment at which builds are still
# running, whatever the load of the machine.
disturb() { # SIGNAL
  # shellcheck disable=SC2046 # words
  "$program" build "$manifest" $(rules) -o store.db -j 2 --progress never \
    >log 2>&1 &
  pid=$!
  ms=$(random $took)
  sleep "$((ms / 1000)).$(printf %03d $((ms % 1000)))"
  kill -s "$1" $pid 2>/dev/null
  wait $pid 2>/dev/null
  status=$?
}

# Until it completes; from an empty store, then from one of another manifest.
disturbed=0
committed=0
round=0
until_done() { # SIGNAL STATUS
  while :; do
    disturb "$1"
    if [ $status = 6 ]; then
      took=$((took * 9 / 10 + 1))
      break
    fi
    took=$((took * 21 / 20))
    [ $status = "$2" ] || fail "after $1: exit $status: $(tail -n 1 log)"
    disturbed=$((disturbed + 1))
    [ -s store.db ] && "$dump" store.db >part 2>/dev/null &&
      [ "$(wc -l <part)" -gt 1 ] && committed=$((committed + 1))
    [ $((disturbed - before)) -lt 40 ] || { build store.db; break; }
  done
  "$dump" store.db >got
  cmp -s got "$want" || build store.db
  same store.db "$want" "killed by $1, round $round"
}

while [ $disturbed -lt "$kills" ]; do
  round=$((round + 1))
  rm -f store.db*
  for which in one two; do
    manifest=$which.jsonl
    want=$which.want
    before=$disturbed
    until_done KILL 137
  done
done
echo "killed $disturbed times in $round rounds of $took ms; $committed times" \
  "documents were in the store"
[ $committed -gt 0 ] || fail 'no kill found documents in the store'

# Signals: stored, reported, ended by the signal; stored documents are not lost.
for signal in INT TERM HUP; do
  rm -f store.db*
  manifest=one.jsonl
  want=one.want
  # shellcheck disable=SC2046 # words
  got=$("$interrupt" $signal 1 "$(random $took)" "$program" build "$manifest" \
    $(rules) -o store.db -j 2 --progress never 2>log)
  case $got in
  'exit 6 '*) ;;
  "$signal "*)
    if [ -s log ]; then # else it had not begun
      grep -q 'run the same command to resume\|[0-9] removed' log ||
        fail "$signal: $(cat log)"
      ! grep -q 'interrupted after' log || "$dump" store.db >/dev/null ||
        fail "$signal: no store"
    fi
    ;;
  *) fail "$signal: $got, $(cat log)" ;;
  esac
  build store.db
  same store.db $want "$signal"
done

# No space: a limit on the size of files simulates a full disk.
full=0
for blocks in 64 200 600 1200; do
  rm -f store.db*
  manifest=two.jsonl
  (trap '' XFSZ; ulimit -f $blocks
    exec "$program" build $manifest $(rules) -o store.db -j 2) >log 2>&1
  status=$?
  [ $status = 6 ] || full=$((full + 1))
  [ $status = 6 ] || [ $status = 4 ] ||
    fail "no room at $blocks: exit $status: $(tail -n 1 log)"
  [ $status = 6 ] || grep -q 'cannot be' log || fail "no room: $(cat log)"
  build store.db
  same store.db two.want "no room at $blocks"
done
[ $full -gt 1 ] || fail "only $full builds ran out of room"

# A file system that is really full, where one may be mounted.
if mkdir small && mount -t tmpfs -o size=700k tmpfs small 2>/dev/null; then
  manifest=two.jsonl
  # shellcheck disable=SC2046 # words
  "$program" build two.jsonl $(rules) -o small/store.db -j 2 >log 2>&1
  status=$?
  [ $status = 4 ] || fail "full file system: exit $status: $(tail -n 1 log)"
  mount -o remount,size=64m small
  build small/store.db
  same small/store.db two.want 'full file system'
  umount small
else
  echo 'no file system could be mounted; that part was skipped'
fi

# Two at once: the second is refused, the first unaffected.
rm -f store.db*
manifest=one.jsonl
"$program" build one.jsonl -o store.db >log1 2>&1 &
pid=$!
until [ -s store.db ] || ! kill -0 $pid; do :; done
"$program" build one.jsonl -o store.db >log2 2>&1
second=$?
wait $pid
[ $second != 4 ] || grep -q 'another zhen is building this store' log2 ||
  fail "second: $(cat log2)"
[ $second = 4 ] || fail "second: exit $second"
same store.db one.want 'beside a second builder'

echo "$bad bad"
[ $bad = 0 ]
