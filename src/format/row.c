/* SPDX-License-Identifier: Apache-2.0 */
#include "format/row.h"
#include "text/utf8.h"

/* Below U+2000 are ASCII and the scripts that put spaces between words. */
static bool is_spaced(uint32_t rune)
{
  return rune < 0x2000;
}

/* Chinese sentences are joined without a space: 好。我去。 But captions and
   headings without an end mark would run together. */
static bool needs_space(const buf *b, zhen_str next, zhen_lang lang)
{
  zhen_str before = {b->ptr, b->len};
  uint32_t last, first;
  size_t size;

  if (b->len == 0)
    return false;
  if (lang == ZHEN_LANG_EN)
    return true;
  last = utf8_at(before, utf8_before(before, b->len), &size);
  first = utf8_at(next, 0, &size);
  return (is_spaced(last) && is_spaced(first)) ||
         (rune_is_han(last) && rune_is_han(first));
}

void row_put_sentence(buf *b, zhen_str sentence, zhen_lang lang)
{
  sentence = str_trim(sentence);
  if (sentence.len > 0)
    line_put_collapsed(b, sentence, needs_space(b, sentence, lang));
}

static void put_exact(buf *b, zhen_str sentence, zhen_lang lang)
{
  sentence = str_trim(sentence);
  if (sentence.len > 0 && needs_space(b, sentence, lang))
    buf_putc(b, ' ');
  buf_put(b, sentence.ptr, sentence.len);
}

zhen_str row_text(buf *b, const zhen_sentences *s, uint32_t begin, uint32_t end,
                  zhen_lang lang, row_style style)
{
  buf line = {0};

  b->len = 0;
  for (uint32_t i = begin; i < end; i++) {
    zhen_str sentence = zhen_sentence_str(s, i);
    bool new = i == begin || s->at[i].para != s->at[i - 1].para;

    if (style == ROW_EXACT) {
      put_exact(b, sentence, lang);
    } else if (style == ROW_LINE) {
      row_put_sentence(b, sentence, lang);
    } else {
      if (new &&i > begin) {
        buf_put(b, line.ptr, line.len);
        buf_puts(b, b->len > 0 ? "\n" : "");
        line.len = 0;
      }
      row_put_sentence(&line, sentence, lang);
    }
  }
  buf_put(b, line.ptr, line.len);
  b->failed |= line.failed;
  buf_dispose(&line);
  return (zhen_str){b->ptr, b->len};
}

void row_put_ids(buf *b, uint32_t begin, uint32_t end, const char *between)
{
  for (uint32_t i = begin; i < end; i++)
    buf_printf(b, "%s%u", i > begin ? between : "", i);
}
