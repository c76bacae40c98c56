/* SPDX-License-Identifier: Apache-2.0 */
#include "format/row.h"
#include "text/utf8.h"

#include <string.h>

/* Below U+2000 are ASCII and the scripts that put spaces between words. */
static bool is_spaced(uint32_t rune)
{
  return rune < 0x2000;
}

/* Chinese sentences are joined without a space: 好。我去。 */
static bool needs_space(const buf *b, zhen_str next, zhen_lang lang)
{
  zhen_str before = {b->ptr, b->len};
  size_t size;

  if (b->len == 0)
    return false;
  if (lang == ZHEN_LANG_EN)
    return true;
  return is_spaced(utf8_at(before, utf8_before(before, b->len), &size)) &&
         is_spaced(utf8_at(next, 0, &size));
}

void row_put_sentence(buf *b, zhen_str sentence, zhen_lang lang)
{
  sentence = str_trim(sentence);
  if (sentence.len > 0)
    line_put_collapsed(b, sentence, needs_space(b, sentence, lang));
}

void row_put_text(buf *b, const zhen_sentences *s, uint32_t begin, uint32_t end,
                  zhen_lang lang)
{
  for (uint32_t i = begin; i < end; i++)
    row_put_sentence(b, zhen_sentence_str(s, i), lang);
}

static void put_exact(buf *b, const zhen_sentences *s, uint32_t begin,
                      uint32_t end, zhen_lang lang)
{
  for (uint32_t i = begin; i < end; i++) {
    zhen_str sentence = str_trim(zhen_sentence_str(s, i));

    if (sentence.len > 0 && needs_space(b, sentence, lang))
      buf_putc(b, ' ');
    buf_put(b, sentence.ptr, sentence.len);
  }
}

static bool fill(row_reader *r, const zhen_bead *bead)
{
  const row_source *doc = r->doc;
  void (*put_text)(buf *, const zhen_sentences *, uint32_t, uint32_t,
                   zhen_lang) = r->exact ? put_exact : row_put_text;

  r->zh.len = r->en.len = 0;
  put_text(&r->zh, doc->zh->sentences, bead->zh_begin, bead->zh_end,
           ZHEN_LANG_ZH);
  put_text(&r->en, doc->en->sentences, bead->en_begin, bead->en_end,
           ZHEN_LANG_EN);
  if (r->zh.len > 0 && r->en.len > 0)
    return !(doc->options.min_score > 0) ||
           bead->score >= doc->options.min_score;
  return r->nulls && (r->zh.len > 0 || r->en.len > 0);
}

bool rows_next(row_reader *r)
{
  while (r->next < r->doc->count) {
    const zhen_bead *bead = &r->doc->beads[r->next++];
    bool wanted = fill(r, bead);

    if (r->zh.failed || r->en.failed)
      return false;
    if (!wanted)
      continue;
    r->now.number++;
    r->now.bead = bead;
    r->now.zh = (zhen_str){r->zh.ptr, r->zh.len};
    r->now.en = (zhen_str){r->en.ptr, r->en.len};
    return true;
  }
  return false;
}

zhen_status rows_end(row_reader *r)
{
  zhen_status status = buf_status(&r->zh);

  if (status == ZHEN_OK)
    status = buf_status(&r->en);
  buf_dispose(&r->zh);
  buf_dispose(&r->en);
  return status;
}

void row_put_bead(buf *b, const zhen_bead *bead)
{
  buf_printf(b, "%u-%u", bead->zh_end - bead->zh_begin,
             bead->en_end - bead->en_begin);
}

void row_put_ids(buf *b, uint32_t begin, uint32_t end, const char *between)
{
  for (uint32_t i = begin; i < end; i++)
    buf_printf(b, "%s%u", i > begin ? between : "", i);
}

row_bytes row_bytes_of(const zhen_side *side, uint32_t begin, uint32_t end)
{
  const zhen_sentence *at = side->sentences->at;

  return (row_bytes){zhen_text_source(side->source, at[begin].begin),
                     zhen_text_source(side->source, at[end - 1].end)};
}
