#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# late.sh PROGRAM: is no library of src/cli/late.txt loaded when it starts? If
# one is, a function that is called is missing there. 77: there is no readelf.
set -eu
cd "$(dirname "$0")/../.."

command -v readelf >/dev/null || exit 77
found=$(readelf -d "$1" | grep NEEDED | grep -E \
  "lib($(cut -d ' ' -f 1 src/cli/late.txt | sort -u | paste -sd '|'))\.so") ||
  exit 0
echo "$found"
exit 1
