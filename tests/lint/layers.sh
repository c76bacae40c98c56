#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The program includes only <zhen/...> and its own headers; ICU stays in named
# places; the library neither prints nor ends the process. The order of the
# rooms of the library is in rooms.sh.
set -eu
cd "$(dirname "$0")/../.."

findings=$(mktemp)
trap 'rm -f "$findings"' EXIT

code() {
  awk -f tests/lint/code.awk "$@"
}

report() { # WHY: each line of standard input is a finding
  awk -v why="$1" '{ print $0 "    <- " why }' >>"$findings"
}

includes='#[ \t]*include[ \t]*'
code src/cli/*.[ch] | grep -E "$includes\"" |
  grep -Ev "$includes\"(cli/|desk/desk.h)" |
  report 'the program is a customer of <zhen/...>'
code src/desk/*.[ch] | grep -E "$includes\"" | grep -Ev "$includes\"desk/" |
  report 'the desk is a customer of <zhen/...>'

# The library has no network.
# shellcheck disable=SC2046 # file names of this project have no spaces
code $(find src include -name '*.[ch]' ! -path 'src/desk/*') |
  grep -E "$includes<(microhttpd|sys/socket|netinet/|arpa/|netdb)" |
  report 'the network does not belong here'

code src/*.c | grep -E "$includes\"" |
  report 'src/*.c use only <zhen/...>'

code include/zhen/*.h | grep -E "$includes" |
  grep -Ev "$includes<(zhen/[a-z_]+|std[a-z]+)\.h>" |
  report 'public headers include only public headers'

# Encodings and normal forms in text/, regular expressions for SRX rules, names
# of places and currencies where dictionaries are read, the memory hook in the
# program, versions.
# shellcheck disable=SC2046 # file names of this project have no spaces
code $(find src -name '*.[ch]') | grep -E "$includes<unicode/" |
  grep -Ev '^src/(version|text/[a-z_]+|split/srx(_judge)?|lexicon/dictionary|cli/version|cli/memory)\.c:' |
  report 'ICU does not belong here'

output='(vf|vd|f|d|v)?printf|f?puts|f?putc|putchar|perror'
end='exit|_exit|_Exit|quick_exit|abort'
# shellcheck disable=SC2046 # file names of this project have no spaces
code $(find src -name '*.[ch]' ! -path 'src/cli/*') |
  grep -E "\<($output|$end)[ \t]*\(|\<std(out|err)\>" |
  report 'the library does not print or end the process'

cat "$findings"
[ ! -s "$findings" ]
