#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# docs.sh: are the files that the documentation names there, is README short,
# and has its Chinese version the same commands and figures?
set -eu
cd "$(dirname "$0")/../.."
status=0
documents='README.md samples/README.zh.md src/README.md tests/README.md
  src/python/README.md tests/bench/RESULTS.md .github/CONTRIBUTING.md .github/CHANGELOG.md'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for document in $documents; do
  [ -s "$document" ] || { echo "$document is missing" && exit 1; }
  directory=$(dirname "$document")
  grep -o '](\([^)#]*\)' "$document" | cut -c 3- | grep -v '^https*:' |
    while read -r link; do
      [ -e "$directory/$link" ] || echo "$document: no file $link"
    done
  # Names with capitals are placeholders.
  grep -Eo '`(src|tests|samples|include|\.github)/[a-z0-9_./-]*`' "$document" |
    tr -d '`' | while read -r path; do
    [ -e "$path" ] || echo "$document: no file $path"
  done
done >"$work/missing"
cat "$work/missing"
[ ! -s "$work/missing" ] || status=1

[ "$(wc -l <README.md)" -lt 250 ] || {
  echo "README.md has 250 lines or more"
  status=1
}

# Fenced blocks without comments, except the one in C; numbers of the table.
essence() { # FILE
  awk '/^```/ { open = !open; c = $0 == "```c" }
    open && !c { sub(/ *# .*/, ""); print }' "$1"
  sed -n '/^| /p' "$1" | grep -Eo '[0-9]*[.,]?[0-9]+' | sort
}
essence README.md >"$work/en"
essence samples/README.zh.md >"$work/zh"
[ -s "$work/en" ]
diff -u "$work/en" "$work/zh" || status=1
exit $status
