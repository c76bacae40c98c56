#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# debian.sh BUILD|--whole [DIRECTORY]: make the packages of src/debian from what
# is in BUILD, or from the source; lintian must find no fault; taken out, the
# program aligns the sample and the library serves a program. The packages are
# left in DIRECTORY.
set -eu
source=$(cd "$(dirname "$0")/../.." && pwd)
for tool in dh lintian dpkg-buildpackage; do
  command -v "$tool" >/dev/null || { echo "no $tool: skipped" && exit 77; }
done
build=$1
[ "$build" = --whole ] || build=$(cd "$build" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir "$work/zhen"
tar -C "$source" --exclude=./build --exclude=./.git -cf - . |
  tar -C "$work/zhen" -xf -
cp -R "$source/src/debian" "$work/zhen/debian"
cd "$work/zhen"
if [ "$build" = --whole ]; then
  flags=
else
  ZHEN_BUILD=$build
  DEB_BUILD_OPTIONS=noautodbgsym
  export ZHEN_BUILD DEB_BUILD_OPTIONS
  flags=,hardening-no-bindnow,hardening-no-fortify-functions,hardening-no-pie
fi
dpkg-buildpackage -b -us -uc -j2 >"$work/log" 2>&1 || {
  tail -n 40 "$work/log"
  exit 1
}

cd "$work"
for name in zhen libzhen0 libzhen-dev python3-zhen zhen-hunalign; do
  [ "$(find . -maxdepth 1 -name "${name}_*.deb" | wc -l)" = 1 ] || {
    echo "there is no package $name"
    exit 1
  }
done
# The flags of BUILD are not those of Debian, and nothing is uploaded there.
lintian --allow-root --fail-on error,warning --tag-display-limit 0 \
  --suppress-tags "initial-upload-closes-no-bugs$flags" ./*.changes

mkdir root
for deb in ./*.deb; do
  dpkg-deb -x "$deb" root
done
lib=$(dirname "$(find "$work/root" -name libzhen.so)")
same() { # PROGRAM
  "$source/tests/same.sh" "$source/samples/harbour.tsv" "$1" \
    "$source/samples/harbour.zh.txt" "$source/samples/harbour.en.txt"
}
"$work/root/usr/bin/zhen" align "$source/samples/harbour.zh.txt" \
  "$source/samples/harbour.en.txt" -q >aligned.tsv
[ -s aligned.tsv ]
PKG_CONFIG_PATH=$lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=
export PKG_CONFIG_PATH
# shellcheck disable=SC2046 # lists of words
cc "$source/samples/align_pair.c" -o by_package $(pkg-config --cflags --libs zhen)
LD_LIBRARY_PATH=$lib same ./by_package
PYTHONPATH=root/usr/lib/python3/dist-packages LD_LIBRARY_PATH=$lib python3 -c '
import sys, zhen
from pathlib import Path
print(*(f"{p.zh}\t{p.en}" for p in zhen.align(*map(Path, sys.argv[1:]))),
      sep="\n")' "$source/samples/harbour.zh.txt" \
  "$source/samples/harbour.en.txt" >python.tsv
cut -f 1,2 aligned.tsv | cmp - python.tsv
if [ $# = 2 ]; then
  mkdir -p "$2"
  cp ./*.deb "$2"
fi
