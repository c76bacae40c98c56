/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/token_scores.h"
#include "base/fail.h"

#include <math.h>
#include <stdlib.h>

/* Buckets of 1, 2, 3, 4, then growing by about a quarter: 1 .. 400 tokens. */
static const uint16_t bucket_top[SPAN_BUCKETS] = {
    1,  2,  3,  4,  6,  8,  10,  13,  16,  20,
    26, 33, 42, 54, 70, 90, 120, 160, 230, UINT16_MAX};

static const uint16_t bucket_middle[SPAN_BUCKETS] = {
    1,  2,  3,  4,  5,  7,  9,   12,  15,  18,
    23, 30, 38, 48, 62, 80, 105, 140, 190, 300};

unsigned span_bucket(uint32_t n_tokens)
{
  unsigned b = 0;

  while (bucket_top[b] < n_tokens && b + 1 < SPAN_BUCKETS)
    b++;
  return b;
}

void token_scores_dispose(token_scores *t)
{
  free(t->hit_gain);
  free(t->miss_cost);
  *t = (token_scores){0};
}

static void fill_hits(token_scores *t, const side *s, uint32_t type, double h)
{
  double miss_cost = (double)t->miss_cost[type];
  float *row = t->hit_gain + (size_t)type * SPAN_BUCKETS;

  for (unsigned b = 0; b < SPAN_BUCKETS; b++) {
    double chance = -expm1(bucket_middle[b] * s->miss_chance[type]);

    row[b] = (float)(log((h + (1 - h) * chance) / chance) - miss_cost);
  }
}

static double hit_of(const token_type *t, const align_params *p)
{
  return t->rate > 0 ? t->rate : p->hit[t->as];
}

/* The contribution of a token without a translation in the span. */
static double miss(const token_type *t, bool can_hit, const align_params *p)
{
  if (t->kind == TOKEN_PHRASE)
    return 0;
  if (can_hit)
    return log1p(-hit_of(t, p));
  return t->pairs || t->stem != WORD_NONE ? log1p(-p->absent) : 0;
}

zhen_status token_scores_make(token_scores *t, const side *s, const rows *edges,
                              const align_params *p)
{
  *t =
      (token_scores){.hit_gain = mem_calloc(s->n_types * SPAN_BUCKETS + 1,
                                            sizeof *t->hit_gain),
                     .miss_cost = mem_calloc(s->n_types, sizeof *t->miss_cost)};
  if (!t->hit_gain || !t->miss_cost)
    return zhen_fail_memory();
  for (uint32_t k = 0; k < s->n_types; k++) {
    bool can_hit = edges->first[k + 1] > edges->first[k];

    t->miss_cost[k] = (float)miss(&s->types[k], can_hit, p);
    if (can_hit)
      fill_hits(t, s, k, hit_of(&s->types[k], p));
  }
  return ZHEN_OK;
}
