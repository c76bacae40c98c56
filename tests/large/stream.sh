# SPDX-License-Identifier: Apache-2.0
# zhen align --stream, zhen score and zhen filter as tasks of engines: GNU
# parallel, Hadoop streaming, Spark. Blocks of lines have the results of the
# whole; a task that is killed and repeated writes the same bytes; a reader that
# waits makes no memory grow; a document of 100 MB on a line is an error of its
# own line.
. "$LARGE/want.inc"
want parallel parallel

failed=0
fail() {
  echo "$1"
  failed=1
}
peak() { # PID: the largest memory so far, in kB
  sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status"
}

"$LARGE/../fault/documents.sh" 2000 >documents.jsonl
"$ZHEN" align --stream -q <documents.jsonl >whole.jsonl
[ $? = 6 ] || fail "a document without a text: no status 6"

# A block numbers its own lines; the ids show which documents they are.
without_lines() { sed 's/,"line":[0-9]*//' "$@"; }
parallel --pipe --keep-order --block 100k -j 2 "$ZHEN" align --stream -q -j 1 \
  <documents.jsonl >blocks.jsonl
without_lines blocks.jsonl >a
without_lines whole.jsonl | cmp - a || fail "blocks of documents differ"

grep -o '"zh":"[^"]*","en":"[^"]*"' whole.jsonl |
  sed 's/^"zh":"//; s/","en":"/\t/; s/"$//' | head -n 5000 >pairs.tsv
# Without the rules that compare pairs: a block does not know the others.
rules="--duplicate off --near-duplicate off"
"$ZHEN" score -q pairs.tsv >whole.tsv && "$ZHEN" filter -q $rules pairs.tsv >kept.tsv ||
  fail "pairs"
parallel --pipe --keep-order --block 50k -j 2 "$ZHEN" score -q -j 1 - \
  <pairs.tsv | cmp - whole.tsv || fail "blocks of scores differ"
parallel --pipe --keep-order --block 50k -j 2 "$ZHEN" filter -q -j 1 $rules - \
  <pairs.tsv | cmp - kept.tsv || fail "blocks of filtered pairs differ"

# Killed at any moment, a task has written a beginning of the same bytes.
for delay in 0.1 0.3 0.6; do
  "$ZHEN" align --stream -q -j 2 <documents.jsonl >part.jsonl &
  sleep $delay
  kill -9 $! 2>/dev/null
  wait $! 2>/dev/null
  cmp -n "$(wc -c <part.jsonl)" part.jsonl whole.jsonl || fail "killed: differs"
done

# A line that a killed writer left, without its end, is an error of its own.
head -c 5000 documents.jsonl | "$ZHEN" align --stream -q >part.jsonl
[ $? = 6 ] && tail -n 1 part.jsonl | grep -q '"error"' || fail "half a line"

# Nobody reads: no memory is taken, and no input either.
mkfifo in out
"$ZHEN" align --stream -q -j 2 <in >out &
task=$!
awk '{ print; print NR >"taken"; fflush("taken") }' documents.jsonl \
  documents.jsonl documents.jsonl documents.jsonl >in 2>/dev/null &
writer=$!
exec 3<out
sleep 3
taken=$(tail -n 1 taken)
before=$(peak $task)
sleep 3
[ "$(tail -n 1 taken)" = "$taken" ] || fail "it reads on though nobody reads"
[ "$(peak $task)" -le $((before + 1024)) ] || fail "memory grows"
[ "$taken" -lt 4000 ] || fail "$taken documents read though nobody reads"
echo "$before kB and $taken documents while nobody reads"
exec 3<&-
wait $task
kill $writer 2>/dev/null

# 100 MB in a line of text, then another document.
awk 'BEGIN {
  printf "{\"id\":1,\"zh\":\""
  for (i = 0; i < 2000000; i++) printf "渔船回到了港口。"
  printf "\",\"en\":\""
  for (i = 0; i < 2000000; i++) printf "The boats came back here. "
  print "\"}"
  print "{\"id\":2,\"zh\":\"风停了。\",\"en\":\"The wind dropped.\"}"
}' >long.jsonl
"$ZHEN" align --stream -q -j 1 <long.jsonl >long.out &
task=$!
most=0
while now=$(peak $task 2>/dev/null) && [ -n "$now" ]; do
  most=$now
  sleep 0.05
done
wait $task
[ $? = 6 ] && head -n 1 long.out | grep -q 'longer than .* bytes' &&
  tail -n 1 long.out | grep -q '"id":2.*"score"' || fail "a line of 100 MB"
[ $most -lt 400000 ] || fail "a line of 100 MB: $most kB"
echo "$most kB for a line of $(wc -c <long.jsonl) bytes"
exit $failed
