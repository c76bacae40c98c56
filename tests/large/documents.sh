# SPDX-License-Identifier: Apache-2.0
# The sample article in documents of LibreOffice and pandoc, and in pages with
# columns, headers and numbers, has the pairs of its plain text.
. "$LARGE/want.inc"
want pandoc pandoc
want libreoffice-writer-nogui soffice
want poppler-utils pdftotext
want python3 python3

pairs() { # ZH EN: white space, which a page does not keep, aside
  "$ZHEN" align -q "$1" "$2" -f tsv | cut -f 1,2 | tr -d ' '
}
convert() { # KIND FILE
  soffice --headless --convert-to "$1" "$2" >/dev/null 2>&1
}
pairs "$SAMPLES/harbour.zh.txt" "$SAMPLES/harbour.en.txt" >text
[ "$(wc -l <text)" = 30 ] || exit 1
status=0
check() { # KIND LEAST
  same=$(pairs "zh.$1" "en.$1" | grep -cxFf - text)
  echo "$1: $same of 30"
  [ "$same" -ge "$2" ] || status=1
}

for side in zh en; do
  pandoc -f markdown-smart -M pagetitle=x -t odt -o $side.odt \
    "$SAMPLES/harbour.$side.txt" || exit 1
  for kind in fb2 pptx epub html; do
    pandoc -f markdown-smart -s -M pagetitle=x -t $kind -o $side.$kind \
      "$SAMPLES/harbour.$side.txt" 2>/dev/null || exit 1
  done
  "$LARGE/documents/make.py" 2 "$SAMPLES/harbour.$side.txt" 'Gazette 雁屿' \
    >$side.fodt
  convert docx $side.fodt
  "$LARGE/documents/make.py" 2 "$SAMPLES/harbour.$side.txt" 'Gazette 雁屿' \
    --final >pages.fodt
  convert pdf pages.fodt && mv pages.pdf $side.pdf
done
for kind in odt fb2 pptx epub html fodt docx; do
  check $kind 30
done
check pdf 28

# A workbook, and a Word document of its two columns.
{
  echo '<meta charset=utf-8><table><tr><td>中文</td><td>English</td></tr>'
  sed 's,^,<tr><td>,; s,	,</td><td>,; s,$,</td></tr>,' text
  echo '</table>'
} >table.html
soffice --headless --convert-to xlsx:"Calc MS Excel 2007 XML" \
  --infilter="HTML (StarCalc)" table.html >/dev/null 2>&1
pandoc table.html -o table.docx
for kind in xlsx docx; do
  "$ZHEN" align -q table.$kind -f tsv | cut -f 1,2 | tr -d ' ' | cmp - text ||
    status=1
done
exit $status
