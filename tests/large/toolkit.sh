# SPDX-License-Identifier: Apache-2.0
# translate-toolkit reads XLIFF, PO and TMX as the pairs that were written.
. "$LARGE/want.inc"
want translate-toolkit pocount

set -- "$SAMPLES/harbour.zh.txt" "$SAMPLES/harbour.en.txt"
"$ZHEN" align -q "$@" -o out.tsv && "$ZHEN" align -q "$@" -f xliff -o out.xlf &&
  "$ZHEN" align -q "$@" -f po -o out.po &&
  "$ZHEN" align -q "$@" --no-parts -f tmx -o out.tmx || exit
cut -f 1,2 out.tsv >want.tsv
cat >read.py <<'X'
import sys
from translate.storage import factory
for unit in factory.getobject(sys.argv[1]).units:
    if not unit.isheader():
        pair = unit.source, unit.target  # msgid is English
        print(*(pair[::-1] if sys.argv[1].endswith("po") else pair), sep="\t")
X
failed=0
for file in out.xlf out.po out.tmx; do
  /usr/bin/python3 read.py $file >got.tsv
  cmp got.tsv want.tsv || failed=1
  pocount $file | grep -i total
done
exit $failed
