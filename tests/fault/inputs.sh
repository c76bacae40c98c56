#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# inputs.sh PROGRAM: create all inputs of the scenarios in this directory.
set -eu

program=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
data=$root/tests/data
SOURCE_DATE_EPOCH=1700000000
export SOURCE_DATE_EPOCH

cp "$data"/library.* "$data"/harbour.zpatch .
cp "$root"/samples/harbour.zh.txt "$root"/samples/harbour.en.txt .
gzip -nk library.zh.txt
xz -k library.en.txt
zstd -q library.txt 2>/dev/null || true
iconv -f UTF-8 -t GB18030 library.zh.txt >gb.txt
iconv -f UTF-8 -t UTF-16 library.zh.txt >utf16.txt
printf '<html><body><h1>港口</h1><p>灯亮了。</p><p>The lamp is lit.</p></body></html>\n' \
  >page.html

printf '港口\tport\n图书馆\tlibrary\n' >terms.tsv
printf '港口 港口 [gang3 kou3] /port; harbour/\n' >terms.u8
cat >terms.tbx <<'END'
<!DOCTYPE tbx SYSTEM "terms.dtd" [<!ENTITY port "port">]>
<tbx><conceptEntry>
<langSec xml:lang="zh"><termSec><term>港口</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>port &amp; quay</term></termSec></langSec>
</conceptEntry></tbx>
END
printf 'Prop\nLem #NUMERIC_ONLY#\n' >abbrev.txt
cat >rules.srx <<'END'
<srx version="2.0"><header cascade="yes"/><body><languagerules>
<languagerule languagerulename="en">
<rule break="no"><beforebreak>\bapprox\.</beforebreak><afterbreak>\s</afterbreak></rule>
<rule break="yes"><beforebreak>[.!?]</beforebreak><afterbreak>\s</afterbreak></rule>
</languagerule></languagerules><maprules>
<languagemap languagepattern="en.*" languagerulename="en"/>
</maprules></body></srx>
END
printf 'It was approx. ten. See Prop. Two. He came.\n' >english.txt

npy() { # ROWS
  printf '\223NUMPY\001\000\106\000'
  printf '%-69s\n' "{'descr': '<f2', 'fortran_order': False, 'shape': ($1, 3), }"
  for row in $(seq "$1"); do
    printf '\000\074\000\000\000\074'
  done
}
printf '灯亮了。\n船走了。\n' >lines.zh
printf 'The lamp is lit.\nThe boat left.\n' >lines.en
printf 12345678 | tee lines.zh.emb >lines.en.emb
printf 'port @ 港口\nquay wall @ 岸壁\nDNA @ DNA\n' >terms.dic
npy 2 >lines.zh.npy
npy 2 >lines.en.npy

printf '灯亮了。\tThe lamp is lit.\n船走了！\tThe boat has left.\n风很大\tno\n' \
  >pairs.tsv
printf '灯亮了。\n' >held-out.txt
printf '{"zh":"灯亮了。","en":"The lamp is lit."}\n{"translation":{"zh":"船走了。","en":"The boat left."}}\n' \
  >pairs.jsonl
cat >pairs.tmx <<'END'
<?xml version="1.0"?>
<tmx version="1.4"><header srclang="zh"/><body>
<tu><tuv xml:lang="zh"><seg>灯<ph>x</ph>亮了。</seg></tuv><tuv xml:lang="en"><seg>The lamp is lit.</seg></tuv></tu>
<tu><tuv xml:lang="zh"><seg>船走了。</seg></tuv><tuv xml:lang="en"><seg>The boat left.</seg></tuv></tu>
</body></tmx>
END
gzip -nk pairs.tsv
"$program" filter -q --only-given pairs.tmx -o pairs.xlf
"$program" lexicon build -o small.zlex terms.tsv terms.u8

mkdir zh en
cp library.zh.txt zh/library.zh.txt
cp library.en.txt en/library.en.txt
cp lines.zh zh/b.txt
cp lines.en en/b.txt
printf '{"id":"a","zh":"灯亮了。","en":"The lamp is lit."}\nno\n' >stream.jsonl

"$program" align library.zh.txt library.en.txt -q --nulls -o saved.jsonl
"$program" align library.zh.txt library.en.txt -q --nulls -f vecalign -o hyp
printf '[0]:[0]\n[1]:[1]\n[2]:[2]\n[3]:[]\n[4]:[3]\n[5]:[4]\n[]:[5]\n' >gold
"$root/tests/fault/documents.sh" 9 >documents.jsonl
head -n 5 documents.jsonl >first.jsonl
tail -n 4 documents.jsonl >last.jsonl
for name in first last documents; do
  "$program" build $name.jsonl -o $name.db -q -j 1
done
"$program" merge -o old.db last.db
"$program" export documents.db -q -f tsv -o old.tsv
printf 'old\n' >old.tsv
