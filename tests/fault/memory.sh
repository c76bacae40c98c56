#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# memory.sh PROGRAM SHIM [STEP]: memory runs out, at every STEP-th allocation
# of a run, once or from there on. The program must say so and exit 5 with no
# output under its name, or finish with the very same bytes.
set -u

program=$1
shim=$2
step=${3:-1}
data=$(cd "$(dirname "$0")/../data" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cp "$data"/library.* .
SOURCE_DATE_EPOCH=1
export SOURCE_DATE_EPOCH
points=0
bad=0

align() { # NAME=VALUE...; the format "report" is a page
  case $format in
  report) set -- "$@" "$program" report -q ;;
  *) set -- "$@" "$program" align -q -f "$format" ;;
  esac
  # shellcheck disable=SC2086 # names of files
  env LD_PRELOAD="$shim" "$@" $files -o out >stdout 2>stderr
}

judge() { # STATUS
  [ "$1" = 5 ] && [ ! -e out ] && grep -q 'out of memory' stderr && return
  [ "$1" = 0 ] && cmp -s out expected
}

sweep() { # FORMAT FILE...
  format=$1
  shift
  files=$*
  rm -f out
  align COUNT_TO=count || { cat stderr && exit 1; }
  mv out expected
  at=1
  while [ "$at" -le "$(cat count)" ]; do
    for how in X=X FAIL_ON=1; do
      rm -f out
      align FAIL_AT=$at $how
      status=$?
      points=$((points + 1))
      judge $status || {
        echo "$format, allocation $at, $how: exit $status: $(head -n 1 stderr)"
        bad=$((bad + 1))
      }
    done
    at=$((at + step))
  done
}

sweep tsv library.zh.txt library.en.txt
sweep tmx library.txt
sweep jsonl library.txt
sweep text library.zh.txt library.en.txt
sweep report library.txt
printf '港口 港口 [gang3 kou3] /port; harbour/\n' >terms.u8
sweep tsv library.zh.txt library.en.txt --glossary terms.u8
cat >terms.tbx <<'END'
<!DOCTYPE tbx SYSTEM "terms.dtd" [<!ENTITY port "port">]>
<tbx><conceptEntry>
<langSec xml:lang="zh"><termSec><term>港口</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>port &amp; quay</term></termSec></langSec>
</conceptEntry></tbx>
END
sweep tsv library.zh.txt library.en.txt --glossary terms.tbx
echo "$points points, $bad bad"
[ $bad = 0 ] && [ $points -gt 100 ]
