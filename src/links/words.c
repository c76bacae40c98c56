/* SPDX-License-Identifier: Apache-2.0 */
/* Which words of a pair are linked, by what both directions say. */
#include "base/fail.h"
#include "base/options.h"
#include "links/model.h"

#include <math.h>
#include <stdlib.h>

static float LEAST = .3F;

struct zhen_words {
  link_text text;
  zhen_word_link *links;
  size_t *first; /* link of each pair; one more */
  size_t n_links, capacity;
};

static float agreed(const link_model *m, size_t cell)
{
  return sqrtf(m->to_en[cell] * m->to_zh[cell]);
}

static zhen_status link_pair_words(zhen_words *w, const link_model *m, size_t p)
{
  const link_text *t = &w->text;
  size_t cell = t->pairs[p].cell, n_zh = link_n_zh(t, p),
         n_en = link_n_en(t, p);

  for (uint32_t i = 0; i < n_zh; i++)
    for (uint32_t k = 0; k < n_en; k++, cell++) {
      float probability = agreed(m, cell);
      zhen_status status;

      if (probability < LEAST)
        continue;
      status =
          mem_grow(&w->links, &w->capacity, w->n_links + 1, sizeof *w->links);
      if (status != ZHEN_OK)
        return status;
      w->links[w->n_links++] = (zhen_word_link){i, k, probability};
    }
  return ZHEN_OK;
}

static zhen_status link_all(zhen_words *w, unsigned threads)
{
  link_model m;
  zhen_status status = link_model_learn(&m, &w->text, threads);

  for (size_t p = 0; p < w->text.count && status == ZHEN_OK; p++) {
    w->first[p] = w->n_links;
    if (link_has_cells(&w->text, p))
      status = link_pair_words(w, &m, p);
    w->first[p + 1] = w->n_links;
  }
  link_model_dispose(&m);
  return status;
}

zhen_status zhen_words_link(zhen_words **out, const zhen_lexicon *lexicon,
                            const zhen_pair *pairs, size_t count,
                            const zhen_words_options *options)
{
  zhen_words_options known;
  zhen_status status = OPTIONS_TAKE(&known, options);
  zhen_words *w;

  *out = NULL;
  if (status != ZHEN_OK)
    return status;
  w = mem_calloc(1, sizeof *w);
  if (!w)
    return zhen_fail_memory();
  w->first = mem_calloc(count + 1, sizeof *w->first);
  status = w->first ? link_text_read(&w->text, lexicon, pairs, count)
                    : zhen_fail_memory();
  if (status == ZHEN_OK)
    status = link_all(w, known.threads);
  if (status == ZHEN_OK)
    *out = w;
  else
    zhen_words_free(w);
  return status;
}

zhen_pair_words zhen_words_of(const zhen_words *w, size_t i)
{
  const link_text *t = &w->text;

  return (zhen_pair_words){.zh = t->zh.at + t->pairs[i].zh,
                           .en = t->en.at + t->pairs[i].en,
                           .n_zh = link_n_zh(t, i),
                           .n_en = link_n_en(t, i),
                           .links = w->links + w->first[i],
                           .n_links = w->first[i + 1] - w->first[i]};
}

bool zhen_words_given(const zhen_words *w)
{
  return w->text.given;
}

void zhen_words_free(zhen_words *w)
{
  if (!w)
    return;
  link_text_dispose(&w->text);
  free(w->links);
  free(w->first);
  free(w);
}
