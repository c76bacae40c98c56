#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# rooms.sh OBJECT...: files use only the rooms that rooms.txt allows, and no
# files of a room use each other in a circle. Both are checked for includes and
# for the symbols of the objects, because a call upward needs no include.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# FROM TO: a file, without its ending, and one that it uses.
find src -name '*.[ch]' | sort | xargs awk -f tests/lint/code.awk |
  sed -n 's,^src/\([^:]*\)\.[ch]:[0-9]*: *# *include *"\([^"]*\)\..*,\1 \2,p' \
    >"$work/arrows"
[ -s "$work/arrows" ] || { echo 'no includes found'; exit 1; }
nm -A -g "$@" | sed 's,^[^:]*/zhen_objects\.dir/,,
  s,^[^:]*/zhen_\(cli_objects\|docs\)\.dir/,cli/,
  s,^[^:]*/zhen_desk\.dir/,desk/,
  s,\.[cS]\.o: *[0-9a-f]* \([A-Za-z]\) , \1 ,' >"$work/symbols"
awk 'NR == FNR { if ($2 != "U") home[$3] = $1; next }
  $2 == "U" && $3 in home { print $1, home[$3] }' \
  "$work/symbols" "$work/symbols" >"$work/calls"
[ -s "$work/calls" ] || { echo 'no calls found'; exit 1; }

sort -u "$work/arrows" "$work/calls" |
  awk -f tests/lint/rooms.awk tests/lint/rooms.txt -
