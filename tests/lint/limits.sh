#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# No function over 50 lines. The house style puts the braces of a function, and
# of nothing else, alone at the start of a line.
set -eu
cd "$(dirname "$0")/../.."

find src -name '*.c' | sort | xargs awk '
  /^{$/ { begin = FNR }
  /^}$/ && begin {
    functions++
    if (FNR - begin - 1 > 50) {
      print FILENAME ":" begin ": function of " FNR - begin - 1 " lines"
      bad = 1
    }
    begin = 0
  }
  END {
    if (!functions) print "no function found"
    exit bad || !functions
  }'
