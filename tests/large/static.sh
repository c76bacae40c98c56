# SPDX-License-Identifier: Apache-2.0
# The program without libraries runs in an empty root, is 21 MB at most, and
# passes the cases of the program.
. "$LARGE/want.inc"
want icu-devtools /usr/sbin/icupkg

source=$(cd "$LARGE/../.." && pwd)
{ cmake -S "$source" -B static -DZHEN_STATIC=ON -DCMAKE_BUILD_TYPE=Release &&
  cmake --build static -j "$(nproc)"; } >log 2>&1 || {
  tail -n 40 log
  exit 1
}
strip -o zhen static/zhen
size=$(wc -c <zhen)
echo "$size bytes"
[ "$size" -le 21000000 ] || exit 1

mkdir root
cp zhen "$SAMPLES"/harbour.??.txt root
iconv -f UTF-8 -t GB18030 root/harbour.zh.txt >root/gb18030.txt
"$ZHEN" align root/harbour.zh.txt root/harbour.en.txt -q >want
in_root() { # COMMAND...
  if [ "$(id -u)" = 0 ]; then
    chroot root "$@"
  else
    unshare -r chroot root "$@"
  fi
}
for zh in harbour.zh.txt gb18030.txt; do
  in_root /zhen align /$zh /harbour.en.txt -q >got && cmp want got || exit 1
done
"$source/tests/cli/run.sh" --program "$PWD/zhen" align split score lexicon
