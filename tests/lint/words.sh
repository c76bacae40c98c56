#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Plain modern English in what people read: no phrase of words.txt.
set -eu
cd "$(dirname "$0")/../.."

# What is covered, and what of it is not yet.
covered='src'
not_yet='src/cli'

phrases() { awk -f tests/lint/words.awk tests/lint/words.txt "$@"; }

# The lint itself: a phrase is found over lines, in each kind of file.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '/*\n * found\n * out\n */\nf("found "\n  "out"); // found out\n' >"$work/a.c"
# shellcheck disable=SC2016 # JavaScript
printf 'const anew = `${n} found out`;\n' >"$work/a.js"
printf 'Found  out\n' >"$work/a.md"
if [ "$(phrases "$work/a.c" "$work/a.js" "$work/a.md" | grep -c out)" != 5 ]; then
  echo 'words.awk does not find what it should'
  exit 1
fi

# shellcheck disable=SC2046,SC2086 # file names of this project have no spaces
phrases $(find $covered -type f \( -name '*.[ch]' -o -name '*.js' \
  -o -name '*.html' -o -name '*.css' -o -name '*.md' -o -name '*.sh' \
  -o -name cmd -o -name stdout -o -name stderr \) |
  grep -vE "^($(echo $not_yet | tr ' ' '|'))/" | sort) >"$work/found"
cat "$work/found"
[ ! -s "$work/found" ]
