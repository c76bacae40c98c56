/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words learned from the document itself: words that occur together in the
 * beads of a first pass more often than chance explains (G2, Dunning 1993) join
 * the lexicon for the second pass. This covers names and terms that no
 * dictionary has.
 */
#include "align/learn/learn.h"
#include "base/fail.h"

#include <math.h>
#include <stdlib.h>

/* Far more words than a bead of real text has. */
enum { TOKENS_MAX = 4096 };

/* How often an en type has met the last zh type that it met. */
typedef struct met_count {
  uint32_t zh, count;
} met_count;

typedef struct learner {
  document *d;
  const align_params *p;
  const zhen_alignment *beads;
  double n_beads;        /* in parallel passages */
  double least;          /* G2 of a pair that is kept */
  uint32_t *n_zh, *n_en; /* type -> units there that contain it */
  rows holders;          /* zh type -> units that contain it */
  uint32_t *bead_of;   /* zh unit -> its bead + 1; 0: too large to learn from */
  bool *learnable;     /* en type */
  met_count *meetings; /* by en type */
  uint32_t often;      /* meetings of a pair that may be learned */
  uint32_t *met;       /* the en types that have met the zh type so often */
  size_t n_met;
} learner;

static bool can_learn(const token_type *t, const align_params *p)
{
  return (t->kind == TOKEN_WORD || t->kind == TOKEN_CHAR ||
          t->kind == TOKEN_EN || t->kind == TOKEN_LATIN) &&
         t->count >= p->learn_count;
}

static void meet(learner *x, uint32_t zh, const zhen_bead *b)
{
  const side *en = &x->d->en;
  uint32_t end = en->tokens.first[en->unit_of[b->en_end]];

  for (uint32_t n = en->tokens.first[en->unit_of[b->en_begin]]; n < end; n++) {
    uint32_t e = en->tokens.at[n];
    met_count *m = &x->meetings[e];

    if (!x->learnable[e])
      continue;
    m->count = m->zh == zh ? m->count + 1 : 1;
    m->zh = zh;
    if (m->count == x->often)
      x->met[x->n_met++] = e;
  }
}

static void meet_all(learner *x, uint32_t zh)
{
  for (uint32_t k = x->holders.first[zh]; k < x->holders.first[zh + 1]; k++) {
    uint32_t bead = x->bead_of[x->holders.at[k]];

    if (bead)
      meet(x, zh, &x->beads->beads[bead - 1]);
  }
}

static double term(double observed, double expected)
{
  return observed > 0 ? observed * log(observed / expected) : 0;
}

/* G2 of the table both / zh only / en only / neither, over n beads. */
static double g2(double both, double zh, double en, double n)
{
  double z = zh - both, e = en - both, rest = n - zh - en + both;

  if (both * n <= zh * en || z < 0 || e < 0 || rest < 0)
    return 0;
  return 2 * (term(both, zh * en / n) + term(z, zh * (n - en) / n) +
              term(e, (n - zh) * en / n) + term(rest, (n - zh) * (n - en) / n));
}

/* Whether two types occur together often enough; how often and how surely. */
static bool keep_meeting(const learner *x, uint32_t z, uint32_t e,
                         learned_pair *out)
{
  const align_params *p = x->p;
  double zh = x->n_zh[z], en = x->n_en[e];
  double both = fmin(x->meetings[e].count, fmin(zh, en)), strength;

  if (both < p->learn_count || 2 * both / (zh + en) <= p->learn_dice)
    return false;
  strength = g2(both, zh, en, x->n_beads);
  *out = (learned_pair){
      .zh = z, .en = e, .count = (uint32_t)both, .strength = (float)strength};
  return strength > x->least;
}

static bool has_edge(const document *d, const learned_pair *pair)
{
  for (uint32_t e = d->edges.first[pair->zh]; e < d->edges.first[pair->zh + 1];
       e++)
    if (d->edges.at[e] == pair->en)
      return true;
  return false;
}

static zhen_status add_learned(document *d, const learned_pair *pair)
{
  zhen_status status = mem_grow(&d->learned, &d->learned_capacity,
                                d->n_learned + 1, sizeof *d->learned);

  if (status == ZHEN_OK)
    d->learned[d->n_learned++] = *pair;
  return status;
}

static int by_en(const void *a, const void *b)
{
  const learned_pair *x = a, *y = b;

  return (x->en > y->en) - (x->en < y->en);
}

/* The new pairs of a zh type, by en type. */
static zhen_status learn_type(learner *x, uint32_t zh)
{
  document *d = x->d;
  size_t before = d->n_learned;
  zhen_status status = ZHEN_OK;

  if (can_learn(&d->zh.types[zh], x->p))
    meet_all(x, zh);
  for (size_t k = 0; k < x->n_met; k++) {
    uint32_t e = x->met[k];
    learned_pair pair;

    if (status == ZHEN_OK && keep_meeting(x, zh, e, &pair) &&
        !has_edge(d, &pair))
      status = add_learned(d, &pair);
  }
  x->n_met = 0;
  if (d->n_learned > before + 1)
    qsort(d->learned + before, d->n_learned - before, sizeof *d->learned,
          by_en);
  return status;
}

/* The old edges and the learned pairs, row by row. */
static zhen_status learn_all(learner *x)
{
  document *d = x->d;
  rows merged = {0};
  zhen_status status = ZHEN_OK;

  for (uint32_t z = 0; z < d->zh.n_types && status == ZHEN_OK; z++) {
    size_t before = d->n_learned;

    status = progress_step(d->progress, 0);
    if (status == ZHEN_OK)
      status = rows_begin(&merged);
    for (uint32_t e = d->edges.first[z];
         e < d->edges.first[z + 1] && status == ZHEN_OK; e++)
      status = rows_append(&merged, d->edges.at[e]);
    if (status == ZHEN_OK)
      status = learn_type(x, z);
    for (size_t k = before; k < d->n_learned && status == ZHEN_OK; k++)
      status = rows_append(&merged, d->learned[k].en);
  }
  if (status != ZHEN_OK) {
    rows_dispose(&merged);
    return status;
  }
  rows_dispose(&d->edges);
  d->edges = merged;
  return ZHEN_OK;
}

/* Beads with many sentences or words on a side teach nothing. */
static bool has_too_many(const learner *x, const side *s, uint32_t begin,
                         uint32_t end)
{
  const uint32_t *first = s->tokens.first;

  return end > begin &&
         (end - begin > x->p->learn_bead ||
          first[s->unit_of[end]] - first[s->unit_of[begin]] > TOKENS_MAX);
}

static void find_beads(learner *x)
{
  for (size_t k = 0; k < x->beads->count; k++) {
    const zhen_bead *b = &x->beads->beads[k];

    if (b->en_begin == b->en_end || bead_within(x->beads, k) < .5 ||
        has_too_many(x, &x->d->zh, b->zh_begin, b->zh_end) ||
        has_too_many(x, &x->d->en, b->en_begin, b->en_end))
      continue;
    for (uint32_t u = x->d->zh.unit_of[b->zh_begin];
         u < x->d->zh.unit_of[b->zh_end]; u++)
      x->bead_of[u] = (uint32_t)k + 1;
  }
}

/* The tokens of the sentences of one side that are in parallel passages. */
static uint32_t *count_types(const side *s, const zhen_alignment *a, bool zh)
{
  uint32_t *counts = mem_calloc(s->n_types, sizeof *counts);

  for (size_t k = 0; counts && k < a->count; k++) {
    const zhen_bead *b = &a->beads[k];
    uint32_t begin = s->unit_of[zh ? b->zh_begin : b->en_begin];
    uint32_t end = s->unit_of[zh ? b->zh_end : b->en_end];

    if (bead_within(a, k) >= .5)
      for (uint32_t t = s->tokens.first[begin]; t < s->tokens.first[end]; t++)
        counts[s->tokens.at[t]]++;
  }
  return counts;
}

/*
 * Most of the words of a text occur a few times, and some of these meet by
 * chance: with more words there are more pairs to do so. About exp(-G2 / 2) of
 * them reach a G2 (Chernoff), so that few do if it is high enough for all pairs
 * that may be learned (Moore, On Log-Likelihood-Ratios and the Significance of
 * Rare Events, 2004).
 */
static double find_least(const learner *x)
{
  const document *d = x->d;
  double n_zh = 0, n_en = 0;

  for (size_t z = 0; z < d->zh.n_types; z++)
    n_zh += can_learn(&d->zh.types[z], x->p);
  for (size_t e = 0; e < d->en.n_types; e++)
    n_en += x->learnable[e];
  return fmax(x->p->learn_g2, 2 * log((n_zh * n_en + 1) / x->p->learn_chance));
}

static zhen_status learner_open(learner *x, document *d,
                                const zhen_alignment *a, const align_params *p)
{
  size_t n_en = d->en.n_types;

  *x = (learner){.d = d,
                 .p = p,
                 .beads = a,
                 .n_zh = count_types(&d->zh, a, true),
                 .n_en = count_types(&d->en, a, false),
                 .bead_of = mem_calloc(d->zh.n_units, sizeof *x->bead_of),
                 .learnable = mem_calloc(n_en, sizeof *x->learnable),
                 .meetings = mem_calloc(n_en, sizeof *x->meetings),
                 .often = (uint32_t)fmax(1, ceil(p->learn_count)),
                 .met = mem_calloc(n_en, sizeof *x->met)};
  if (!x->n_zh || !x->n_en || !x->bead_of || !x->learnable || !x->meetings ||
      !x->met)
    return zhen_fail_memory();
  for (size_t e = 0; e < n_en; e++) {
    x->learnable[e] = can_learn(&d->en.types[e], p);
    x->meetings[e].zh = UINT32_MAX;
  }
  for (size_t k = 0; k < a->count; k++)
    x->n_beads += bead_within(a, k) >= .5;
  x->least = find_least(x);
  find_beads(x);
  return rows_transpose(&x->holders, &d->zh.tokens, d->zh.n_types);
}

zhen_status document_learn(document *d, const zhen_alignment *a,
                           const align_params *p)
{
  learner x;
  zhen_status status = learner_open(&x, d, a, p);

  if (status == ZHEN_OK)
    status = learn_all(&x);
  if (status == ZHEN_OK)
    status = document_connect(d);
  rows_dispose(&x.holders);
  free(x.n_zh);
  free(x.n_en);
  free(x.bead_of);
  free(x.learnable);
  free(x.meetings);
  free(x.met);
  return status;
}
