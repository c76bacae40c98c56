# SPDX-License-Identifier: Apache-2.0
# OmegaT fills the sample from the TMX: all sentences that have a translation,
# and without a warning in both directions.
. "$LARGE/want.inc"
want omegat omegat

fill() { # SOURCE TARGET: sentences that remain untranslated
  rm -rf om
  mkdir -p om/source om/target om/tm/auto om/glossary om/dictionary om/omegat
  cat >om/omegat.project <<X
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>
<glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>$1</source_lang><target_lang>$2</target_lang>
<source_tok>org.omegat.tokenizer.DefaultTokenizer</source_tok>
<target_tok>org.omegat.tokenizer.DefaultTokenizer</target_tok>
<sentence_seg>true</sentence_seg>
<support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>
X
  cp "$SAMPLES/harbour.$3.txt" om/source
  "$ZHEN" align -q "$SAMPLES/harbour.zh.txt" "$SAMPLES/harbour.en.txt" \
    --source "$3" -o om/tm/auto/harbour.tmx || exit
  omegat "$PWD/om" --mode=console-translate >log 2>&1
  if ! grep -q TMXR_INFO_READING_COMPLETE log || grep TMXR_WARNING log; then
    cat log
    exit 1
  fi
  awk '/^Remaining:/ { print $2; exit }' om/omegat/project_stats.txt
}

# One Chinese sentence has no translation, and one of the English ones.
zh=$(fill ZH-CN EN-US zh)
en=$(fill EN-US ZH-CN en)
echo "untranslated: $zh zh, $en en"
[ "$zh" -le 1 ] && [ "$en" -le 5 ]
