/* SPDX-License-Identifier: Apache-2.0 */
#include "review/links.h"
#include "text/utf8.h"

#include <zhen/words.h>

/* A word of a bead: begin and length among the units of its sentences. */
typedef struct link_place {
  size_t begin, len;
} link_place;

static link_place place_of(const page_texts *t, bool zh, uint32_t first,
                           uint32_t last, const zhen_bytes *word)
{
  const zhen_sentence *at = (zh ? t->zh : t->en)->at;
  const json_units *units = zh ? t->zh_units : t->en_units;
  size_t begin = at[first].begin + word->begin;
  size_t end = at[first].begin + word->end;
  link_place out = {0, 0};
  uint32_t i = first;

  for (; i + 1 < last && at[i + 1].begin <= begin; i++)
    out.begin += json_units_between(units, at[i].begin, at[i].end);
  out.begin += json_units_between(units, at[i].begin, begin);
  out.len = json_units_between(units, begin, end < at[i].end ? end : at[i].end);
  return out;
}

static bool is_mark(const zhen_sentences *s, uint32_t first,
                    const zhen_bytes *word)
{
  size_t size;
  uint32_t rune = utf8_at(s->text, s->at[first].begin + word->begin, &size);

  return !rune_is_han(rune) && !rune_is_latin(rune) &&
         !(rune >= '0' && rune <= '9');
}

static void put_bead_links(buf *json, const page_texts *t, const zhen_bead *b,
                           const zhen_pair_words *w)
{
  link_place last_zh = {0, 0}, last_en = {0, 0};
  const char *between = "";

  for (size_t k = 0; k < w->n_links; k++) {
    const zhen_word_link *l = &w->links[k];
    link_place zh, en;

    if (is_mark(t->zh, b->zh_begin, &w->zh[l->zh]))
      continue;
    zh = place_of(t, true, b->zh_begin, b->zh_end, &w->zh[l->zh]);
    en = place_of(t, false, b->en_begin, b->en_end, &w->en[l->en]);
    buf_printf(json, "%s%zu,%zu,%td,%zu,%d", between, zh.begin - last_zh.begin,
               zh.len, (ptrdiff_t)en.begin - (ptrdiff_t)last_en.begin, en.len,
               (int)(l->probability * 99.999F));
    last_zh = zh;
    last_en = en;
    between = ",";
  }
}

zhen_status page_put_links(buf *json, const zhen_lexicon *lexicon,
                           const zhen_alignment *a, const page_texts *t)
{
  zhen_words *words = NULL;
  zhen_status status = zhen_words_link_beads(&words, lexicon, t->zh, t->en,
                                             a->beads, a->count, NULL);

  for (size_t k = 0; k < a->count && status == ZHEN_OK; k++) {
    zhen_pair_words of = zhen_words_of(words, k);

    buf_puts(json, k ? ",[" : "[[");
    put_bead_links(json, t, &a->beads[k], &of);
    buf_putc(json, ']');
  }
  buf_puts(json, a->count ? "]" : "[]");
  zhen_words_free(words);
  return status;
}
