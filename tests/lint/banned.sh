#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Functions that cannot be used safely, or that change the whole process; and
# options of the program in messages of the library.
set -eu
cd "$(dirname "$0")/../.."

banned='ato[ifl]|atoll|strcpy|strcat|stpcpy|v?sprintf|strtok|gets|s?scanf'
banned="$banned|system|popen|setlocale|alloca|tmpnam|mktemp|ctime|rand"

# shellcheck disable=SC2046 # file names of this project have no spaces
if awk -f tests/lint/code.awk $(find src include tests samples -name '*.[ch]') |
    grep -E "\<($banned)[ \t]*\("; then
  exit 1
fi

# shellcheck disable=SC2046
if grep -nE '"([^"]*[^"a-z-])?--[a-z]|use -[a-z]|zhen [a-z]+ -' \
    $(find src -name '*.[ch]' ! -path 'src/cli/*'); then
  echo 'The library does not know the options of the program; see CONTRIBUTING.'
  exit 1
fi
