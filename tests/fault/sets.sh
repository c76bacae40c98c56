#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sets.sh PROGRAM SHIM STEP [[plain/]SET...]: a set of files replaces an older
# one. At every call that creates or removes a name the process is killed; every
# STEP-th fails, once or with all after it. There are never files of both sets;
# after an error that is reported the files are the old set, without one the new
# set. Then the next run writes the new set and removes what the killed one left.
# "plain": on a file system like NFS.
set -u

program=$1
shim=$2
step=$3
shift 3
here=$(cd "$(dirname "$0")" && pwd)
samples=$(cd "$here/../../samples" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
SOURCE_DATE_EPOCH=1
export SOURCE_DATE_EPOCH
points=0
mixed=0
bad=0

# Inputs: an article, pairs, directories, a store of COUNT documents.
corpus() { # WHICH COUNT LINES
  for side in zh en; do
    head -n "$3" "$samples/harbour.$side.txt" >"$1.$side"
    mkdir "$1-$side"
    for n in 1 2 3; do
      split -n "l/$n/3" "$1.$side" >"$1-$side/$1$n.txt"
    done
  done
  echo "完全是别的话。" >"$1-zh/$1.rest.txt"
  "$program" align -q "$1.zh" "$1.en" | cut -f 1,2 >"$1.tsv"
  printf '%s话\ttwice\n%s话\ttwice\n' "$1" "$1" >>"$1.tsv"
  "$here/documents.sh" "$2" | sed "s/货物/$1货物/g; s/goods/$1 goods/g" \
    >"$1.jsonl"
  "$program" build "$1.jsonl" -o "$1.db" -q || [ $? = 6 ] || exit 1
}

# Write a set into the current directory, from the corpus WHICH.
write() { # SET WHICH
  case ${1#plain/} in
  align-moses) set -- align --force "../$2.zh" "../$2.en" -f moses -o out ;;
  align-ces) set -- align --force "../$2.zh" "../$2.en" -f ces -o out ;;
  align-hf) set -- align --force "../$2.zh" "../$2.en" -f hf -o out ;;
  align-xliff) set -- align --force "../$2.zh" "../$2.en" -o out.xlf ;;
  align-learned)
    set -- align --force "../$2.zh" "../$2.en" -o out.tsv --learned out.words.tsv
    ;;
  filter-moses) set -- filter --force "../$2.tsv" -f moses -o out ;;
  filter-xliff) set -- filter --force "../$2.tsv" -o out.xlf ;;
  filter-rejected) set -- filter --force "../$2.tsv" -o out.tsv --rejected out.bad.tsv ;;
  pair) set -- pair --force "../$2-zh" "../$2-en" -o out.tsv --unmatched out.rest.tsv ;;
  export-moses) set -- export --force "../$2.db" -f moses -o out ;;
  export-compressed) set -- export --force "../$2.db" -f moses -o out.gz ;;
  export-split)
    set -- export --force "../$2.db" -o out.jsonl --split 2/1/1 --seed 1
    ;;
  export-hf) set -- export --force "../$2.db" -f hf -o out --split 2/1/1 --seed 1 ;;
  export-ces) set -- export --force "../$2.db" -f ces -o out ;;
  merge) set -- merge --force "../$2.db" -o out.db ;;
  esac
  [ "$1" = merge ] || set -- "$@" -q
  # shellcheck disable=SC2086 # words
  env $fault "$program" "$@" 2>../stderr
}

# Digests and names of the files, without temporary ones.
files() { # DIRECTORY
  (cd "$1" && find . -type f ! -path '*.tmp*' -exec md5sum {} + | LC_ALL=C sort)
}

# What is in `now`: old, new, none, part-old, part-new, mixed.
state() {
  files now | awk '
    FILENAME == "old.files" { is_old[$0] = 1; n_old++; next }
    FILENAME == "new.files" { is_new[$0] = 1; n_new++; next }
    is_old[$0] { old++; next }
    is_new[$0] { new++; next }
    { damaged = 1 }
    END {
      if (damaged) print "damaged"
      else if (old && new) print "mixed"
      else if (old) print (old == n_old ? "old" : "part-old")
      else if (new) print (new == n_new ? "new" : "part-new")
      else print "none"
    }' old.files new.files -
}

fail() { # MESSAGE
  echo "$name, call $at, $how: $1: $(head -n 1 stderr)"
  bad=$((bad + 1))
}

# After an error the set is the old one, else the new one. A process that cannot
# rename any more cannot restore what it set aside.
judge() { # STATUS
  is=$(state)
  case $how,$1,$is in
  *,mixed) mixed=$((mixed + 1)) && fail mixed ;;
  *,damaged) fail damaged ;;
  *,0,new | kill,137,* | once,4,old | on,4,*) ;;
  *) fail "exit $1, $is" ;;
  esac
}

run() {
  rm -rf now
  cp -a old now
  fault="$preload FAIL_AT=$at"
  [ $how = kill ] || fault="$fault FAIL_HOW=$how"
  # The shell reports a killed process on its own standard error.
  (cd now && write "$name" new) 2>/dev/null
  judge $?
  points=$((points + 1))
  [ $how != on ] || return
  fault=$preload
  (cd now && write "$name" new)
  case $? in
  0) [ "$(cd now && find . | LC_ALL=C sort)" = "$names" ] ||
    fail "left: $(cd now && find . -name '*.tmp*' | tr '\n' ' ')" ;;
  *) fail 'next run failed' ;;
  esac
  [ "$(state)" = new ] || fail "next run: $(state)"
}

sweep() { # SET
  name=$1
  fault=
  rm -rf old new
  mkdir old new
  case $name in
  # The old set has more members.
  filter-moses) (cd old && write align-moses old) ;;
  *) (cd old && write "$name" old) ;;
  esac || { echo "$name: no old set: $(cat stderr)" && exit 1; }
  (cd new && write "$name" new) ||
    { echo "$name: no new set: $(cat stderr)" && exit 1; }
  files old >old.files
  files new >new.files
  names=$(cd new && find . | LC_ALL=C sort)
  if [ -n "$(comm -12 old.files new.files)" ]; then
    echo "$name: the sets have files in common: $(comm -12 old.files new.files)"
    exit 1
  fi
  rm -rf now count
  cp -a old now
  preload=LD_PRELOAD=$shim
  [ "${name#plain/}" = "$name" ] || preload="$preload PLAIN_FILES=1"
  fault="$preload COUNT_TO=../count"
  (cd now && write "$name" new)
  at=1
  while [ "$at" -le "$(cat count)" ]; do
    how='kill' && run
    if [ $(((at + sets) % step)) = 0 ]; then
      how='once' && run
      how='on' && run
    fi
    at=$((at + 1))
  done
}

corpus old 4 20
corpus new 6 30
[ $# -gt 0 ] || set -- align-moses align-ces align-learned filter-moses \
  filter-rejected pair export-moses export-split export-hf export-ces merge \
  plain/align-moses plain/filter-rejected plain/export-hf
sets=0 # other calls fail in each
for name in "$@"; do
  before=$points
  sets=$((sets + 1))
  sweep "$name"
  echo "$name: $((points - before)) points"
done
echo "$points points, $mixed mixed, $bad bad"
[ $bad = 0 ] && [ $points -gt $((10 * $#)) ]
