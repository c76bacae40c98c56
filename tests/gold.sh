#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# gold.sh PROGRAM LEAST: does it find at least LEAST of the pairs that a human
# made of samples/harbour, to the sentence?
set -eu
program=$1
least=$2
cd "$(dirname "$0")/../samples"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

pairs() { # without spaces, scores and unaligned sentences
  sed 's/ //g; s/\]:[0-9.]*$/]/' "$@" | grep -v '\[\]' | sort
}

"$program" align -q -f vecalign harbour.zh.txt harbour.en.txt >"$work/beads"
pairs "$work/beads" >"$work/got"
pairs harbour.gold >"$work/want"
found=$(comm -12 "$work/got" "$work/want" | wc -l)
echo "$found of $(wc -l <"$work/want") pairs"
[ "$found" -ge "$least" ] || { diff "$work/want" "$work/got"; exit 1; }
