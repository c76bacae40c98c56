#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Make src/lexicon/default.zlex; the same sources give the same bytes.
#
#   make_lexicon.sh ZHEN CORPORA OUT
#
# CORPORA has the parallel text and lists of names that NOTICE names, as FILE.tsv.gz,
# and the dictionaries in dict/.
set -e
here=$(dirname "$0")
zhen=$1 corpora=$2 out=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

files() {
  for name; do
    echo "$corpora/$name.tsv.gz"
  done
}

text=$(files doc-d2l doc-opensource-guide doc-python doc-react doc-rust-book \
  game-cdda jec-basic law-tw-titles law-tw storybooks-asp tatoeba ud-pud xquad)

"$zhen" lexicon build -o "$work/words.zlex" "$corpora/dict/cedict_ts.u8.gz" \
  $(files dict/omw-cow dict/omw-cwn dict/omw-wikt dict/omw-cldr \
    dict/names-icu72 dict/names-cldr-subdivisions dict/names-nsi-brands \
    dict/osm-id-tagging dict/unihan-kdefinition) "$here/modern_words.tsv"
"$zhen" lexicon train -q --lexicon "$work/words.zlex" -o "$work/trained.zlex" \
  $text
# The most widely known come first; most of the rest are small places.
gzip -dc "$corpora/names-wikipedia-new.tsv.gz" | head -n 90000 \
  >"$work/names-wikipedia.tsv"
"$zhen" lexicon add --lexicon "$work/trained.zlex" -o "$work/names.zlex" \
  $(files names-chinesenotes names-cn-places terms-covid-tico terms-cncf-d2l) \
  "$work/names-wikipedia.tsv" $(files names-person-tokens) \
  "$here/modern_names.tsv"
"$zhen" lexicon relate -q --lexicon "$work/names.zlex" -o "$work/default.zlex" \
  $text
mv "$work/default.zlex" "$out"
