#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# stream.sh PROGRAM: a stream of 300 MB is split in an address space that has
# no room for a third of it, the program and its libraries included.
set -eu

lines=$(
  ulimit -v 131072
  yes 'One line of a stream. It goes on and on, 一行接着一行。流不完。' |
    head -c 300000000 | "$1" split | wc -l
)
echo "$lines sentences"
[ "$lines" -eq 12000000 ]
