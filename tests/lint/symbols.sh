#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# symbols.sh SHARED STATIC: the shared library exports the names in
# src/zhen.symbols and nothing else, each declared in a public header; other
# global names of the static library are declared in a header of src/.
set -eu
export LC_ALL=C
shared=$(realpath "$1")
static=$(realpath "$2")
cd "$(dirname "$0")/../.."

status=0
exported=$(nm -D --defined-only "$shared" | awk '{print $NF}' | sort -u)
[ -n "$exported" ] || { echo "$shared exports nothing"; exit 1; }
if ! printf '%s\n' "$exported" | diff src/zhen.symbols -; then
  echo "src/zhen.symbols (<) is not what $shared exports (>)"
  status=1
fi
for name in $exported; do
  case $name in
  zhen_*) grep -qw "$name" include/zhen/*.h && continue ;;
  esac
  echo "$name is exported, but not public"
  status=1
done

for name in $(nm -g --defined-only "$static" | awk 'NF == 3 {print $3}' |
    sort -u); do
  case $name in
  __*) continue ;; # of the sanitizers
  esac
  grep -qwr --include='*.h' "$name" include src && continue
  grep -qwr --include='*.S' "embed ${name%_end}" src && continue
  echo "$name is global, but in no header"
  status=1
done
exit $status
