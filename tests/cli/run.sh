#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh [--bless] [--program FILE] [COMMAND[/CASE]]...
#
# Runs the golden-file tests of the program: all, or those named. A case is a
# directory tests/cli/COMMAND/CASE with
#
#   cmd     a shell script, run in an empty directory of its own with ZHEN (the
#           program), CASE (this directory), DATA (tests/data), SAMPLES and
#           SCHEMAS (build/schemas, if tests/schemas could fill it);
#           it may take 120 seconds, or PATIENCE
#   stdout  what it must print; nothing if there is no such file
#   stderr  what it must say, if it matters
#   exit    its exit status; 0 if there is no such file
#
# --bless writes down what is printed now instead (stderr only where it is
# there already): read the difference before you commit it.
set -u

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
bless=no
program=${ZHEN:-$root/build/zhen}
while [ $# -gt 0 ]; do
  case $1 in
  --bless) bless=yes ;;
  --program) program=$2 && shift ;;
  -*) echo "run.sh: unknown option $1" >&2 && exit 2 ;;
  *) break ;;
  esac
  shift
done
[ -x "$program" ] || { echo "run.sh: no program $program" >&2 && exit 2; }
ZHEN=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
DATA=$root/tests/data
SCHEMAS=$root/build/schemas
SAMPLES=$root/samples
export ZHEN DATA SAMPLES SCHEMAS
unset COLUMNS NO_COLOR CLICOLOR CLICOLOR_FORCE SOURCE_DATE_EPOCH TERM

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

run() { # the case in CASE; leaves stdout, stderr and exit in $scratch
  rm -rf "$scratch/work"
  mkdir "$scratch/work"
  (cd "$scratch/work" && exec timeout "${PATIENCE:-120}" sh "$CASE/cmd") \
    >"$scratch/stdout" 2>"$scratch/stderr" </dev/null
  echo $? >"$scratch/exit"
}

expected() { # FILE DEFAULT
  if [ -f "$CASE/$1" ]; then cat "$CASE/$1"; else printf "$2"; fi
}

check() {
  same=yes
  for part in stdout stderr exit; do
    case $part in
    stderr) [ -f "$CASE/stderr" ] || continue; default= ;;
    stdout) default= ;;
    exit) default='0\n' ;;
    esac
    expected $part "$default" >"$scratch/expected"
    diff -u --label "$1/$part" --label got "$scratch/expected" \
      "$scratch/$part" || same=no
  done
  if [ $same = yes ]; then
    passed=$((passed + 1))
  else
    [ -f "$CASE/stderr" ] || cat "$scratch/stderr"
    echo "FAILED: $1"
    failed=$((failed + 1))
  fi
}

keep() { # PART DEFAULT: write it down unless it is what is assumed anyway
  if [ "$(cat "$scratch/$1")" = "$2" ]; then
    rm -f "$CASE/$1"
  else
    cp "$scratch/$1" "$CASE/$1"
  fi
}

write_down() {
  keep stdout ''
  keep exit 0
  [ ! -f "$CASE/stderr" ] || cp "$scratch/stderr" "$CASE/stderr"
  passed=$((passed + 1))
}

# All cases at or below what is named.
cases() {
  [ $# -gt 0 ] || set -- .
  for name in "$@"; do
    (cd "$here" && find "./${name%/}" -name cmd 2>/dev/null)
  done | sed 's|^\./||; s|^\./||; s|/cmd$||' | sort -u
}

for name in $(cases "$@"); do
  CASE=$here/$name
  export CASE
  run
  if [ $bless = yes ]; then write_down; else check "$name"; fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed != 0 ]
