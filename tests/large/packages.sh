# SPDX-License-Identifier: Apache-2.0
# The packages are built from the source with Debian's own flags, installed in a
# Debian of the packages they depend on and nothing else, and used there.
. "$LARGE/want.inc"
want debhelper dh
want lintian lintian
want mmdebstrap mmdebstrap

"$LARGE/../package/debian.sh" --whole "$PWD/debs" || exit 1
for deb in debs/zhen_*.deb debs/libzhen0_*.deb; do
  set -- "$@" "--include=./$deb"
done
mmdebstrap --variant=minbase --mode="$([ "$(id -u)" = 0 ] && echo root || echo unshare)" \
  "$@" --customize-hook="copy-in $SAMPLES/harbour.zh.txt $SAMPLES/harbour.en.txt /tmp" \
  --customize-hook='chroot "$1" zhen align /tmp/harbour.zh.txt /tmp/harbour.en.txt -q -o /tmp/out.tsv' \
  --customize-hook='copy-out /tmp/out.tsv .' bookworm /dev/null >log 2>&1 || {
  tail -n 20 log
  exit 1
}
"$ZHEN" align "$SAMPLES/harbour.zh.txt" "$SAMPLES/harbour.en.txt" -q -o want.tsv &&
  cmp want.tsv out.tsv
