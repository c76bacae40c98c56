#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# man.sh PAGES COMPLETIONS: are the manual pages well-formed, do they refer to
# pages and explain options, formats, tables and columns that there are?
set -eu
pages=$(realpath "$1")
completions=$(realpath "$2")
cd "$(dirname "$0")/../.."
status=0

report() { # MESSAGE: for each line of input
  while read -r line; do
    echo "$line: $1"
    echo >>"$work/failed"
  done
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Pages that are not installed are checked below.
if command -v mandoc >/dev/null; then
  mandoc -Tlint "$pages"/*.[15] | grep -v 'referenced manual not found' |
    report 'mandoc -Tlint'
else
  status=77
fi

sed -n 's/^\.Xr \([^ ]*\) \([0-9]\).*/\1.\2/p' "$pages"/*.[15] | sort -u |
  while read -r page; do
    [ -e "$pages/$page" ] || echo "$page"
  done | report 'no such page'

sed -n 's/^@option //p' src/man/options.in | while read -r name; do
  grep -q "^\.It.* Fl -$name\b" "$pages"/*.1 || echo "--$name"
done | report 'no command has this option of src/man/options.in'

# Formats that -f takes.
sed -n "s/.* -l format -x -a '\([^']*\)'.*/\1/p" "$completions/fish" |
  tr ' ' '\n' | sort -u >"$work/formats"
[ -s "$work/formats" ] || echo 'formats' | report 'none found'
while read -r name; do
  grep -q "^\.\(It \)\?Cm $name\b" src/man/zhen-formats.5 || echo "$name"
done <"$work/formats" | report 'not in zhen-formats(5)'

# TABLE COLUMN of each CREATE TABLE, and of each list of the page.
sed -n '/^static const char schema/,/;$/p' src/store/store.c |
  sed 's/^ *"//; s/" *$//' | tr -d '\n' | sed 's/CREATE TABLE/\n&/g' |
  sed -n 's/^CREATE TABLE \([a-z_]*\)(\(.*\)).*/\1,\2/p' |
  sed 's/([^()]*)//g; s/).*//' | awk -F, '{
    for (i = 2; i <= NF; i++) {
      split($i, word, " ")
      if (word[1] != "PRIMARY") print $1, word[1]
    }
  }' | sort >"$work/schema"
awk '/^\.Ss/ { table = $2 } /^\.Sh EX/ { exit }
  /^\.It/ { for (i = 2; i <= NF; i++) if ($i != ",") print table, $i }' \
  src/man/zhen-store.5 | sort >"$work/explained"
[ "$(wc -l <"$work/schema")" -gt 40 ] || echo 'schema' | report 'not found'
comm -23 "$work/schema" "$work/explained" | report 'not in zhen-store(5)'
comm -13 "$work/schema" "$work/explained" | report 'not in the schema'

[ ! -e "$work/failed" ] || exit 1
exit $status
