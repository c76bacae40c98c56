#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# headers.sh DIR: does each public header compile alone, as C17 and as C++?
# DIR holds the generated zhen/export.h.
set -eu
generated=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."

status=0
for header in include/zhen/*.h; do
  name=${header#include/}
  for mode in 'cc -x c -std=c17 -Wstrict-prototypes' 'c++ -x c++ -std=c++11'; do
    # shellcheck disable=SC2086 # a list of words
    echo "#include <$name>" | $mode -fsyntax-only -Wall -Wextra -Wpedantic \
      -Wshadow -Wconversion -Werror -Iinclude -I"$generated" - || {
      echo "$name does not compile alone with $mode"
      status=1
    }
  done
done
exit $status
