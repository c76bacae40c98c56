# SPDX-License-Identifier: Apache-2.0
# LibreOffice reads the DOCX and XLSX as they were meant, and epubcheck accepts
# the EPUB.
. "$LARGE/want.inc"
want libreoffice-writer-nogui soffice
want libreoffice-calc-nogui soffice

set -- "$SAMPLES/harbour.zh.txt" "$SAMPLES/harbour.en.txt"
convert() { # FILTER FILE
  soffice "-env:UserInstallation=file://$PWD/profile" --headless \
    --convert-to "$1" "$2" >/dev/null 2>&1
}

"$ZHEN" align -q "$@" -o out.tsv && "$ZHEN" align -q "$@" -o out.docx &&
  "$ZHEN" align -q "$@" -o out.xlsx && "$ZHEN" align -q "$@" -o out.epub || exit
failed=0
convert 'csv:Text - txt - csv (StarCalc):9,0,76' out.xlsx
cut -f 1,2 out.tsv >want.tsv
tail -n +2 out.csv | cut -f 1,2 | cmp - want.tsv || failed=1
convert txt:Text out.docx
tr '\t' '\n' <want.tsv | cmp - - <<X || failed=1
$(tail -n +4 out.txt | grep .)
X
want epubcheck epubcheck
java -jar "$(command -v epubcheck)" out.epub || failed=1
exit $failed
