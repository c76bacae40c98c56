# SPDX-License-Identifier: Apache-2.0
# What callers give: library.zh.txt and .en.txt, a sentence per line (lines.zh,
# lines.en), with paragraph marks (marks.*), cut into words (words.*).
for lang in zh en; do
  "$ZHEN" split -q -l $lang -f tsv "$DATA/library.$lang.txt" >split.$lang
  cut -f 5 split.$lang >lines.$lang
  awk -F '\t' '$3 != last { print "<p>" } { last = $3; print $5 }' last=-1 \
    split.$lang >marks.$lang
done
sed 's/书馆/书馆 /g; s/新馆/ 新馆 /g; s/[，。：！？“”]/ & /g; s/[年月万册层等了的在有只最要]/ & /g
  s/  */ /g; s/^ //; s/ $//' lines.zh >words.zh
sed 's/[,.!?"]\( \|$\)/ &/g; s/"\([A-Z]\)/" \1/g; s/  */ /g; s/ $//' \
  lines.en >words.en
: >empty.dic

# Qualities change with the model; those that readers know stay.
mask() {
  sed 's/[0-9]*\.[0-9][0-9][0-9][0-9]$/QUALITY/'
}
