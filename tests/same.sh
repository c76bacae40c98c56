#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# same.sh EXPECTED COMMAND...: does COMMAND print exactly what is in EXPECTED?
set -eu

expected=$1
shift
got=$(mktemp)
trap 'rm -f "$got"' EXIT
"$@" >"$got"
[ -s "$got" ] || { echo "nothing was printed"; exit 1; }
diff -u "$expected" "$got"
