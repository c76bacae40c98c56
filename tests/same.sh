#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# same.sh [--bless] EXPECTED COMMAND...: does COMMAND print exactly what is in
# EXPECTED? --bless writes down what it prints now instead.
set -eu

bless=no
if [ "$1" = --bless ]; then
  bless=yes
  shift
fi
expected=$1
shift
got=$(mktemp)
trap 'rm -f "$got"' EXIT
"$@" >"$got"
[ -s "$got" ] || { echo "nothing was printed"; exit 1; }
[ $bless = no ] || cp "$got" "$expected"
diff -u "$expected" "$got"
