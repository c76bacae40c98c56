#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Plain modern English in what people read: no phrase of words.txt.
set -eu
cd "$(dirname "$0")/../.."

# The lint itself: a phrase is found over lines, in each kind of file.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf 'gas lamp = electric light\nomnibus = bus\n' >"$work/words"
printf '/*\n * gas\n * lamp\n */\nf("gas "\n  "lamp"); // gas lamp\n' >"$work/a.c"
# shellcheck disable=SC2016 # JavaScript
printf 'const omnibus = `${n} gas lamp`;\n' >"$work/a.js"
printf 'Gas  lamp\n' >"$work/a.md"
if [ "$(awk -f tests/lint/words.awk "$work/words" "$work/a.c" "$work/a.js" \
  "$work/a.md" | grep -c 'gas lamp')" != 5 ]; then
  echo 'words.awk does not find what it should'
  exit 1
fi

# All that people write: not the phrases themselves, nor texts that are input.
find src include tests README.md samples .github -type f \( -name '*.[ch]' \
  -o -name '*.js' -o -name '*.mjs' -o -name '*.html' -o -name '*.css' \
  -o -name '*.md' -o -name '*.sh' -o -name '*.py' -o -name '*.awk' \
  -o -name '*.in' -o -name '*.[1-9]' -o -name '*.slurm' -o -name '*.cmake' \
  -o -name CMakeLists.txt -o -name rooms.txt -o -name scenarios -o -name cmd \
  -o -name stdout -o -name stderr -o -name quickstart -o -name run \) |
  sort | xargs awk -f tests/lint/words.awk tests/lint/words.txt >"$work/found"
cat "$work/found"
[ ! -s "$work/found" ]
