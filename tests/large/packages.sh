# SPDX-License-Identifier: Apache-2.0
# The packages are built from the source with Debian's own flags, installed in a
# Debian of the packages they depend on and nothing else, and used there.
. "$LARGE/want.inc"
want debhelper dh
want lintian lintian
want mmdebstrap mmdebstrap

"$LARGE/../package/debian.sh" --whole "$PWD/debs" || exit 1
mkdir in
cp debs/zhen_*.deb debs/libzhen0_*.deb "$SAMPLES"/harbour.??.txt in
mode=root
[ "$(id -u)" = 0 ] || mode=unshare
mmdebstrap --variant=minbase --mode=$mode --customize-hook='copy-in in /' \
  --customize-hook='chroot "$1" sh -c "apt-get install -y --no-install-recommends /in/*.deb"' \
  --customize-hook='chroot "$1" zhen align /in/harbour.zh.txt /in/harbour.en.txt -q -o /in/out.tsv' \
  --customize-hook='copy-out /in/out.tsv .' bookworm /dev/null >log 2>&1 || {
  tail -n 20 log
  exit 1
}
"$ZHEN" align "$SAMPLES/harbour.zh.txt" "$SAMPLES/harbour.en.txt" -q -o want.tsv &&
  cmp want.tsv out.tsv
