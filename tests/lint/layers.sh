#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The layers are true by test: a file of src/ includes <zhen/...>, its own
# directory or one to its left; the program includes nothing but itself; ICU
# stays in named places; the library neither prints nor ends the process.
set -eu
cd "$(dirname "$0")/../.."

findings=$(mktemp)
trap 'rm -f "$findings"' EXIT

code() {
  awk -f tests/lint/code.awk "$@"
}

report() { # WHY: what stands on stdin is a finding
  awk -v why="$1" '{ print $0 "    <- " why }' >>"$findings"
}

includes='#[ \t]*include[ \t]*'
may_include() { # LAYER LAYER|...
  files=$(find "src/$1" -name '*.[ch]' | sort)
  [ -n "$files" ] || { echo "src/$1: no files" >&2; exit 1; }
  # shellcheck disable=SC2086 # a list of words
  code $files | grep -E "$includes\"" | grep -Ev "$includes\"($2)/" |
    report "may include only $2"
}

left=
for layer in base text split lexicon tokens align; do
  left="$left${left:+|}$layer"
  may_include $layer "$left"
done
# These two stand side by side: neither knows the other.
may_include corpus "$left|corpus"
may_include eval "$left|eval"

code src/cli/*.[ch] | grep -E "$includes\"" | grep -Ev "$includes\"cli/" |
  report 'the program is a customer of <zhen/...>'

code src/*.c | grep -E "$includes\"" |
  report 'src/*.c use <zhen/...> alone'

code include/zhen/*.h | grep -E "$includes" |
  grep -Ev "$includes<(zhen/[a-z]+|std[a-z]+)\.h>" |
  report 'public headers stand alone'

# Encodings and normal forms in text/, regular expressions for SRX rules, names
# of places and currencies where dictionaries are read, the memory hook and the
# version in the program.
code src/*/*.[ch] | grep -E "$includes<unicode/" |
  grep -Ev '^src/(text/[a-z_]+|split/srx|lexicon/dictionary|cli/main|cli/memory)\.c:' |
  report 'ICU does not belong here'

output='(vf|vd|f|d|v)?printf|f?puts|f?putc|putchar|perror'
end='exit|_exit|_Exit|quick_exit|abort'
# shellcheck disable=SC2046 # file names of this project have no spaces
code $(find src -name '*.[ch]' ! -path 'src/cli/*') |
  grep -E "\<($output|$end)[ \t]*\(|\<std(out|err)\>" |
  report 'the library does not print or end the process'

cat "$findings"
[ ! -s "$findings" ]
