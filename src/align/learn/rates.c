/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How surely a word is translated differs from word to word, and a translator
 * keeps to a rendering: a name hits in nearly every bead, 不过 in few. Of words
 * that a document says several times the beads of the first pass tell:
 *
 *   observed = (hits + prior * (H + (1 - H) * chance)) / (n + prior)
 *   rate = (observed - chance) / (1 - chance)
 *
 * with the H of its kind and the probability that the bead has a translation by
 * chance. No more than `rate_most` of its beads count: what a document repeats
 * is one choice, and the first pass preferred beads in which words hit. Names
 * have one rendering, so a few beads are enough.
 */
#include "align/learn/rates.h"
#include "base/fail.h"
#include "base/quick.h"
#include "tokens/pinyin.h"

#include <math.h>
#include <stdlib.h>

/* Beads in which a type of a side is, and hits, and would hit by chance. */
typedef struct rate_count {
  double beads, hits, chance;
} rate_count;

typedef struct rate_learner {
  const document *d;
  const align_params *p;
  side *own;
  const side *other;
  const rows *edges;  /* from `own` to `other` */
  rate_count *counts; /* by type */
  size_t *seen;       /* by type of the other side: the last bead with it + 1 */
} rate_learner;

/* The units of a bead on a side. */
typedef struct range {
  uint32_t begin, end;
} range;

static range units_of(const rate_learner *x, const side *s, const zhen_bead *b)
{
  return s == &x->d->zh
             ? (range){s->unit_of[b->zh_begin], s->unit_of[b->zh_end]}
             : (range){s->unit_of[b->en_begin], s->unit_of[b->en_end]};
}

static bool hits(const rate_learner *x, uint32_t type, size_t bead)
{
  for (uint32_t e = x->edges->first[type]; e < x->edges->first[type + 1]; e++)
    if (x->seen[x->edges->at[e]] == bead + 1)
      return true;
  return false;
}

static void count_bead(rate_learner *x, const zhen_bead *b, size_t number)
{
  range own = units_of(x, x->own, b), other = units_of(x, x->other, b);
  const rows *there = &x->other->tokens, *here = &x->own->tokens;
  double span = there->first[other.end] - there->first[other.begin];

  for (uint32_t k = there->first[other.begin]; k < there->first[other.end]; k++)
    x->seen[there->at[k]] = number + 1;
  for (uint32_t k = here->first[own.begin]; k < here->first[own.end]; k++) {
    uint32_t type = here->at[k];
    rate_count *t = &x->counts[type];

    t->beads++;
    t->hits += hits(x, type, number);
    t->chance += 1 - quick_exp(span * x->own->miss_chance[type]);
  }
}

static bool is_word(const token_type *t)
{
  return t->kind == TOKEN_WORD || t->kind == TOKEN_CHAR || t->kind == TOKEN_EN;
}

static double rate_of(const align_params *p, const token_type *t,
                      const rate_count *found)
{
  bool name = t->kind == TOKEN_NAME || (t->kind == TOKEN_EN && may_be_name(t));
  double prior = name ? p->rate_prior_name : p->rate_prior;
  double least = name ? p->rate_least_name : p->rate_least;
  double n = name ? found->beads : fmin(found->beads, p->rate_most);
  double h = p->hit[t->as], chance = found->chance / fmax(1, found->beads);
  double observed;

  if (found->beads < least || chance > .95 || !(name || is_word(t)))
    return 0;
  observed = (n * found->hits / found->beads + prior * (h + (1 - h) * chance)) /
             (n + prior);
  return fmin(.98, fmax(.03, (observed - chance) / (1 - chance)));
}

static zhen_status learn_side(rate_learner *x, const zhen_alignment *a)
{
  x->counts = mem_calloc(x->own->n_types, sizeof *x->counts);
  x->seen = mem_calloc(x->other->n_types, sizeof *x->seen);
  if (!x->counts || !x->seen)
    return zhen_fail_memory();
  for (size_t k = 0; k < a->count; k++)
    if (is_pair(&a->beads[k]) && bead_within(a, k) >= .5)
      count_bead(x, &a->beads[k], k);
  for (uint32_t t = 0; t < x->own->n_types; t++)
    if (x->edges->first[t] < x->edges->first[t + 1])
      x->own->types[t].rate = rate_of(x->p, &x->own->types[t], &x->counts[t]);
  return ZHEN_OK;
}

zhen_status document_learn_rates(document *d, const zhen_alignment *a,
                                 const align_params *p)
{
  rate_learner sides[2] = {
      {.d = d, .p = p, .own = &d->zh, .other = &d->en, .edges = &d->edges},
      {.d = d, .p = p, .own = &d->en, .other = &d->zh, .edges = &d->back}};
  zhen_status status = ZHEN_OK;

  for (int k = 0; k < 2; k++) {
    if (status == ZHEN_OK)
      status = learn_side(&sides[k], a);
    free(sides[k].counts);
    free(sides[k].seen);
  }
  return status;
}
