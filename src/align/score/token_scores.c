/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/token_scores.h"
#include "base/fail.h"

#include <math.h>
#include <stdlib.h>

/* Buckets of 1, 2, 3, 4, then growing by about a quarter: 1 .. 400 tokens. */
static const uint16_t bucket_top[GAIN_BUCKETS] = {
    1,  2,  3,  4,  6,  8,  10,  13,  16,  20,
    26, 33, 42, 54, 70, 90, 120, 160, 230, UINT16_MAX};

static const uint16_t bucket_middle[GAIN_BUCKETS] = {
    1,  2,  3,  4,  5,  7,  9,   12,  15,  18,
    23, 30, 38, 48, 62, 80, 105, 140, 190, 300};

unsigned gain_bucket(uint32_t n_tokens)
{
  unsigned b = 0;

  while (bucket_top[b] < n_tokens && b + 1 < GAIN_BUCKETS)
    b++;
  return b;
}

void gains_dispose(gains *g)
{
  free(g->hit);
  free(g->miss);
  *g = (gains){0};
}

static void fill_hits(gains *g, const side *s, uint32_t type, double h)
{
  float *row = g->hit + (size_t)type * GAIN_BUCKETS;

  for (unsigned b = 0; b < GAIN_BUCKETS; b++) {
    double chance = -expm1(bucket_middle[b] * s->miss_chance[type]);

    row[b] = (float)(log((h + (1 - h) * chance) / chance) - log1p(-h));
  }
}

/* What a token says that finds no translation in the span. */
static double miss(const token_type *t, bool can_hit, const align_params *p)
{
  if (can_hit)
    return log1p(-p->hit[t->kind]);
  return t->pairs || t->stem != WORD_NONE ? log1p(-p->absent) : 0;
}

zhen_status gains_make(gains *g, const side *s, const rows *edges,
                       const align_params *p)
{
  *g = (gains){.hit = mem_calloc(s->n_types * GAIN_BUCKETS + 1, sizeof *g->hit),
               .miss = mem_calloc(s->n_types, sizeof *g->miss)};
  if (!g->hit || !g->miss)
    return zhen_fail_memory();
  for (uint32_t t = 0; t < s->n_types; t++) {
    bool can_hit = edges->first[t + 1] > edges->first[t];

    g->miss[t] = (float)miss(&s->types[t], can_hit, p);
    if (can_hit)
      fill_hits(g, s, t, p->hit[s->types[t].kind]);
  }
  return ZHEN_OK;
}
