#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# installed.sh BUILD CC: install BUILD to an empty prefix, and build and run
# samples/align_pair.c against what is there: by find_package (shared and
# static) and by pkg-config, each from a place that was moved. Are the manual
# pages and completions there?
set -eu
build=$1
cc=$2
source=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --install "$build" --prefix "$work/first" >/dev/null
mv "$work/first" "$work/prefix"
prefix=$work/prefix

check() { # PROGRAM
  "$source/tests/same.sh" "$source/samples/harbour.tsv" "$1" \
    "$source/samples/harbour.zh.txt" "$source/samples/harbour.en.txt"
}

mkdir "$work/consumer"
cat >"$work/consumer/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.16)
project(consumer C)
find_package(zhen 0.1 REQUIRED COMPONENTS static)
foreach(kind zhen zhen_static)
  add_executable(with_\${kind} $source/samples/align_pair.c)
  target_link_libraries(with_\${kind} PRIVATE zhen::\${kind})
endforeach()
END
if ! { cmake -S "$work/consumer" -B "$work/consumer/build" \
    -DCMAKE_C_COMPILER="$cc" -DCMAKE_PREFIX_PATH="$prefix" &&
    cmake --build "$work/consumer/build"; } >"$work/log" 2>&1; then
  cat "$work/log"
  exit 1
fi
check "$work/consumer/build/with_zhen"
check "$work/consumer/build/with_zhen_static"

pc=$(dirname "$(find "$prefix" -name zhen.pc)")
PKG_CONFIG_PATH=$pc
export PKG_CONFIG_PATH
# shellcheck disable=SC2046 # lists of words
"$cc" "$source/samples/align_pair.c" -o "$work/by_pkg_config" \
  $(pkg-config --cflags --libs zhen)
LD_LIBRARY_PATH=$(pkg-config --variable=libdir zhen) check "$work/by_pkg_config"

"$prefix/bin/zhen" --version >/dev/null
if grep -q '^ZHEN_HUNALIGN_LINK:BOOL=ON' "$build/CMakeCache.txt"; then
  "$prefix/bin/hunalign" -text /dev/null "$source"/samples/harbour.*.txt |
    tail -n 1 | grep -qx "$(printf '\t\t0.3')"
else
  [ ! -e "$prefix/bin/hunalign" ]
fi

{
  for file in LICENSE NOTICE README.md README.zh.md build.slurm; do
    echo "share/doc/zhen/$file"
  done
  "$prefix/bin/zhen" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z-]*\) .*/\1/p' |
    sed 's,.*,share/man/man1/zhen-&.1,'
  echo share/man/man1/zhen.1
  echo share/man/man5/zhen-formats.5
  echo share/man/man5/zhen-store.5
  echo share/bash-completion/completions/zhen
  echo share/zsh/site-functions/_zhen
  echo share/fish/vendor_completions.d/zhen.fish
} >"$work/files"
[ "$(wc -l <"$work/files")" -gt 20 ]
desk=share/applications/zhen-desk.desktop
if [ -e "$prefix/$desk" ]; then
  "$source/tests/package/desktop.sh" "$prefix"
fi
while read -r file; do
  [ -s "$prefix/$file" ] || { echo "$file is missing"; exit 1; }
done <"$work/files"
