/* SPDX-License-Identifier: Apache-2.0 */
/* Which words of a pair are linked, by what both directions say. */
#include "base/fail.h"
#include "base/options.h"
#include "links/fill.h"
#include "links/model.h"
#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>

/* Chosen on half of the hand-linked pairs, see tests/bench/word_links.py. */
static const float LEAST = .3F;
static const float GROW = .7F;

struct zhen_words {
  link_text text;
  zhen_word_link *links;
  size_t *first; /* link of each pair; one more */
  size_t n_links, capacity;
};

static zhen_status choose_agreed(link_grid *g, const link_model *m, size_t p)
{
  size_t cell = m->text->pairs[p].cell, n;
  zhen_status status;

  g->n_zh = link_n_zh(m->text, p);
  g->n_en = link_n_en(m->text, p);
  n = g->n_zh * g->n_en;
  status = mem_grow(&g->at, &g->capacity, n, sizeof *g->at);
  for (size_t i = 0; i < n && status == ZHEN_OK; i++) {
    float both = sqrtf(m->to_en[cell + i] * m->to_zh[cell + i]);

    g->at[i] = both < LEAST ? 0 : both;
  }
  return status;
}

/*
 * A word without a link goes to the word that its own direction links it to, if
 * a neighbour does so already: both of "large amount" to one word. The words of
 * this side are `step` cells apart, those of the other side `across`.
 */
static void grow(link_grid *g, const float *to, size_t n, size_t step,
                 size_t others, size_t across)
{
  for (size_t k = 0; k < n; k++) {
    if (!link_grid_is_free(g, k * step, across, others))
      continue;
    for (size_t i = 0; i < others; i++) {
      size_t at = k * step + i * across;

      if (to[at] >= GROW && ((k > 0 && g->at[at - step] >= LEAST) ||
                             (k + 1 < n && g->at[at + step] >= LEAST)))
        g->at[at] = to[at] * LEAST;
    }
  }
}

static zhen_status keep(zhen_words *w, const link_grid *g)
{
  for (uint32_t i = 0; i < g->n_zh; i++)
    for (uint32_t k = 0; k < g->n_en; k++) {
      float probability = g->at[i * g->n_en + k];
      zhen_status status;

      if (!(probability > 0))
        continue;
      status =
          mem_grow(&w->links, &w->capacity, w->n_links + 1, sizeof *w->links);
      if (status != ZHEN_OK)
        return status;
      w->links[w->n_links++] = (zhen_word_link){i, k, probability};
    }
  return ZHEN_OK;
}

static zhen_status link_pair_words(zhen_words *w, link_grid *g,
                                   const link_model *m, size_t p)
{
  size_t cell = w->text.pairs[p].cell;
  zhen_status status = choose_agreed(g, m, p);

  if (status != ZHEN_OK)
    return status;
  grow(g, m->to_en + cell, g->n_en, 1, g->n_zh, g->n_en);
  grow(g, m->to_zh + cell, g->n_zh, g->n_en, g->n_en, 1);
  fill_expressions(g, m->text, p, LEAST);
  fill_function_words(g, m->text, p, LEAST);
  fill_frames(g, m->text, p, LEAST);
  return keep(w, g);
}

static zhen_status link_all(zhen_words *w, unsigned threads)
{
  link_model m;
  link_grid g = {0};
  zhen_status status = link_model_learn(&m, &w->text, threads);

  for (size_t p = 0; p < w->text.count && status == ZHEN_OK; p++) {
    w->first[p] = w->n_links;
    if (link_has_cells(&w->text, p))
      status = link_pair_words(w, &g, &m, p);
    w->first[p + 1] = w->n_links;
  }
  free(g.at);
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
  status = w->first
               ? link_text_read(&w->text, lexicon, pairs, count, known.kind)
               : zhen_fail_memory();
  if (status == ZHEN_OK)
    status = link_all(w, known.threads);
  if (status == ZHEN_OK)
    *out = w;
  else
    zhen_words_free(w);
  return status;
}

static zhen_str text_of(const zhen_sentences *s, uint32_t begin, uint32_t end)
{
  return str_part(s->text, s->at[begin].begin, s->at[end - 1].end);
}

zhen_status zhen_words_link_beads(zhen_words **out, const zhen_lexicon *lexicon,
                                  const zhen_sentences *zh,
                                  const zhen_sentences *en,
                                  const zhen_bead *beads, size_t count,
                                  const zhen_words_options *options)
{
  zhen_pair *pairs = mem_calloc(count + 1, sizeof *pairs);
  zhen_status status;

  *out = NULL;
  if (!pairs)
    return zhen_fail_memory();
  for (size_t i = 0; i < count; i++) {
    const zhen_bead *b = &beads[i];

    if (b->zh_begin < b->zh_end && b->en_begin < b->en_end)
      pairs[i] = (zhen_pair){.zh = text_of(zh, b->zh_begin, b->zh_end),
                             .en = text_of(en, b->en_begin, b->en_end)};
  }
  status = zhen_words_link(out, lexicon, pairs, count, options);
  free(pairs);
  return status;
}

zhen_pair_words zhen_words_of(const zhen_words *w, size_t i)
{
  const link_text *t = &w->text;

  return (zhen_pair_words){.zh = t->zh.at ? t->zh.at + t->pairs[i].zh : NULL,
                           .en = t->en.at ? t->en.at + t->pairs[i].en : NULL,
                           .n_zh = link_n_zh(t, i),
                           .n_en = link_n_en(t, i),
                           .links = w->links ? w->links + w->first[i] : NULL,
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
