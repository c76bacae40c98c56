#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# merge.sh PROGRAM DUMP [KILL]: merges over stores that were killed, are being
# built or read, were removed or are not stores; and builds whose store is
# removed.
# With the module KILL merges are killed before each of their writes.
set -u

program=$1
dump=$2
killer=${3-}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
bad=0

fail() {
  echo "FAILED: $*"
  bad=$((bad + 1))
}

same() { # STORE WANT WHAT
  "$dump" "$1" >got 2>&1 || fail "$3: no dump: $(head -n 1 got)"
  cmp -s got "$2" || fail "$3: another corpus"
}

merge() { # STATUS ARGUMENT...: of a merge of the two parts
  want=$1
  shift
  "$program" merge one.db two.db "$@" >log 2>&1
  status=$?
  [ $status = "$want" ] || fail "exit $status, not $want: merge $*: $(cat log)"
}

said() { # TEXT
  grep -q "$1" log || fail "not said: $1: $(cat log)"
}

wait_for() { # FILE BYTES: until it is as long, or the process has ended
  until [ "$(stat -c %s "$1" 2>/dev/null || echo 0)" -ge "$2" ] ||
    ! kill -0 "$pid" 2>/dev/null; do
    sleep 0.01
  done
}

# A build that has written a part of its documents and is suspended.
begin_build() { # STORE
  "$program" build many.jsonl -o "$1" -j 1 >build.log 2>&1 &
  pid=$!
  wait_for "$1-wal" 150000
  kill -STOP $pid
}

end_build() { # STATUS
  kill -CONT $pid
  wait $pid
  status=$?
  [ $status = "$1" ] || fail "exit $status, not $1, of the build: $(cat build.log)"
}

"$here/documents.sh" 600 >many.jsonl
"$here/documents.sh" 12 >few.jsonl
for part in one two; do
  "$here/documents.sh" 24 edited | sed "s/\"id\":\"/&$part/" >$part.jsonl
  "$program" build $part.jsonl -o $part.db >log 2>&1
done
"$program" build many.jsonl -o many.db >log 2>&1
"$dump" many.db >many.want
merge 0 -o new.db
"$dump" new.db >new.want

# ---- over a store whose build was killed ----

begin_build t.db
kill -KILL $pid
wait $pid 2>/dev/null
[ -s t.db-wal ] || fail 'the killed build left no log'
mkdir killed && cp t.db t.db-wal killed
"$dump" t.db >old.want || fail 'the killed build left no store'
rm -f t.db*

again() { # the store and the log as they were left
  rm -f t.db* link.db
  cp killed/t.db* .
}

again
merge 0 -o t.db --force
same t.db new.want 'over a killed build'
[ "$(echo t.db*)" = t.db ] || fail "left: $(echo t.db*)"

again
merge 4 -o t.db
cmp -s t.db killed/t.db || fail 'not forced, and changed'

again
ln -s t.db link.db
merge 0 -o link.db --force
[ -L link.db ] || fail 'the link was replaced'
same t.db new.want 'through a link'

# Removing only the store leaves a log that does not belong to the new store.
for log in wal journal; do
  for force in '' --force; do
    rm -f t.db*
    cp killed/t.db-wal t.db-$log
    # shellcheck disable=SC2086 # an option, or none
    merge 4 -o t.db $force
    said "t.db-$log: is the log of a deleted store"
    [ "$(echo t.db*)" = t.db-$log ] || fail "left: $(echo t.db*)"
    rm t.db-$log
    # shellcheck disable=SC2086
    merge 0 -o t.db $force
    same t.db new.want "after rm t.db-$log"
  done
done

# ---- over a store that is being built ----

rm -f t.db*
begin_build t.db
merge 4 -o t.db --force
said 'another zhen is building this store'
merge 4 -o t.db
end_build 6
same t.db many.want 'merged over while it was built'
merge 0 -o t.db --force
same t.db new.want 'after the build'

# ---- over a store that is being read ----

# The reader waits in the middle of its output for the file `go`.
read_slowly() { # STORE
  rm -f go out
  ("$program" export "$1" -q -f jsonl -o - |
    (head -c 100 && until [ -e go ]; do sleep 0.01; done && cat) >out) &
  pid=$!
  wait_for out 1
}

merge_many() {
  rm -f t.db*
  "$program" merge many.db -o t.db || fail 'no merge of one'
}

merge_many
"$program" export t.db -q -f jsonl -o want
[ "$(wc -c <want)" -gt 100000 ] || fail 'the export fits into a pipe'
read_slowly t.db
merge 0 -o t.db --force
touch go
wait $pid
cmp -s out want || fail 'a reader saw something of the new store'
same t.db new.want 'over a store that is read'

rm -f t.db*
cp many.db t.db
read_slowly t.db # its log is in use
merge 4 -o t.db --force
said 'is locked by another process'
touch go
wait $pid
cmp -s out want || fail 'a reader of a store with a log was disturbed'
merge 0 -o t.db --force
same t.db new.want 'after the reader'

# ---- over what is not a zhen store ----

rm -f t.db*
cp one.jsonl t.db
merge 4 -o t.db --force
cmp -s t.db one.jsonl || fail 'a text was replaced'
cp one.db t.db
printf 'MINE' | dd of=t.db bs=1 seek=68 conv=notrunc 2>/dev/null
cp t.db foreign.db
merge 4 -o t.db --force
cmp -s t.db foreign.db || fail 'the database of another program was replaced'
: >t.db
merge 0 -o t.db --force
same t.db new.want 'over an empty file'

# ---- builds whose store is removed ----

for change in 'rm t.db' 'mv t.db moved.db' 'cp one.db x.db && mv x.db t.db'; do
  rm -f t.db*
  begin_build t.db
  eval "$change"
  end_build 4
  grep -q 'was removed, renamed or replaced' build.log ||
    fail "$change: $(cat build.log)"
done

# ---- killed before each write ----

if [ "$killer" ]; then
  rm -f t.db*
  CALLS_TO=calls LD_PRELOAD=$killer merge 0 -o t.db
  sed -n '/^link/,$p' calls | grep -q '^fsync' ||
    fail 'the directory is not brought to the disk'
  at=0
  old=0
  status=137
  while [ $status = 137 ]; do
    at=$((at + 1))
    again
    KILL_AT=$at LD_PRELOAD=$killer "$program" merge one.db two.db -o t.db \
      --force >log 2>&1
    status=$?
    "$dump" t.db >got 2>&1
    if cmp -s got old.want; then
      old=$((old + 1))
    else
      cmp -s got new.want || fail "killed before write $at: another corpus"
    fi
  done
  [ $status = 0 ] || fail "exit $status: $(cat log)"
  [ $at -gt 20 ] && [ $old -gt 10 ] || fail "only $at writes, $old before"
  echo "killed before each of $at writes; $old left the old store"

  # Stopped before it takes the name: it has the lock.
  again
  KILL_AT=1 KILL_ON=rename KILL_WITH=19 LD_PRELOAD=$killer \
    "$program" merge one.db two.db -o t.db --force >log 2>&1 &
  pid=$!
  until grep -q '^State:.T' /proc/$pid/status; do sleep 0.01; done
  "$program" build few.jsonl -o t.db >build.log 2>&1
  status=$?
  [ $status = 4 ] || fail "exit $status of a build beside a merge"
  kill -CONT $pid
  wait $pid || fail "exit $? of the merge: $(cat log)"
  same t.db new.want 'a build beside a merge'
fi

echo "$bad bad"
[ $bad = 0 ]
