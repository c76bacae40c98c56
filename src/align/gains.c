/* SPDX-License-Identifier: Apache-2.0 */
#include "align/gains.h"
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
  free(g->base);
  *g = (gains){0};
}

static bool can_hit(const side *s, uint32_t type)
{
  return s->hits.first[type + 1] > s->hits.first[type];
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
static double miss(const side *s, uint32_t type, const align_params *p)
{
  const token_type *t = &s->types[type];

  if (can_hit(s, type))
    return log1p(-p->hit[t->kind]);
  return t->pairs || t->stem != WORD_NONE ? log1p(-p->absent) : 0;
}

zhen_status gains_make(gains *g, const side *s, const align_params *p)
{
  *g = (gains){.hit = mem_calloc(s->n_types * GAIN_BUCKETS + 1, sizeof *g->hit),
               .base = mem_calloc(s->n_units, sizeof *g->base)};
  if (!g->hit || !g->base)
    return zhen_fail_memory();
  for (uint32_t t = 0; t < s->n_types; t++)
    if (can_hit(s, t))
      fill_hits(g, s, t, p->hit[s->types[t].kind]);
  for (size_t u = 0; u < s->n_units; u++) {
    double sum = 0;

    for (uint32_t k = s->tokens.first[u]; k < s->tokens.first[u + 1]; k++)
      sum += miss(s, s->tokens.at[k], p);
    g->base[u] = (float)sum;
  }
  return ZHEN_OK;
}
