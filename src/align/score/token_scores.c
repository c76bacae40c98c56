/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/token_scores.h"
#include "base/fail.h"
#include "base/quick.h"

#include <math.h>
#include <stdlib.h>

/* Buckets of 1, 2, 3, 4, then growing by about a quarter: 1 .. 400 tokens. */
static const uint16_t bucket_top[SPAN_BUCKETS] = {
    1,  2,  3,  4,  6,  8,  10,  13,  16,  20,
    26, 33, 42, 54, 70, 90, 120, 160, 230, UINT16_MAX};

/* By the bits of a number below 256: the bucket of the least such number. */
static const uint8_t first_bucket[] = {0, 0, 1, 3, 5, 8, 11, 14, 17};

unsigned span_bucket(uint32_t n_tokens)
{
  unsigned b = SPAN_BUCKETS - 1;

  if (n_tokens >= 256)
    return b;
  b = first_bucket[n_tokens ? 32 - __builtin_clz(n_tokens) : 0];
  while (bucket_top[b] < n_tokens)
    b++;
  return b;
}

void token_scores_dispose(token_scores *t)
{
  free(t->hit_gain);
  free(t->miss_cost);
  free(t->made_of);
  *t = (token_scores){0};
}

/* In two spans together. It adds up what is positive and loses nothing. */
static double either(double a, double b)
{
  return a + b * (1 - a);
}

/*
 * The probability of a hit by chance in a span of each bucket, from that of one
 * token, c[0]: the lengths are 1, 2, 3, 4, 5, 7, 9, 12, 15, 18, 23, 30, 38, 48,
 * 62, 80, 105, 140, 190 and 300, each the sum of two others.
 */
static void find_chances(double c[SPAN_BUCKETS])
{
  double of_25, of_50, of_60, of_110;

  c[1] = either(c[0], c[0]);
  c[2] = either(c[1], c[0]);
  c[3] = either(c[1], c[1]);
  c[4] = either(c[2], c[1]);
  c[5] = either(c[4], c[1]);
  c[6] = either(c[5], c[1]);
  c[7] = either(c[5], c[4]);
  c[8] = either(c[7], c[2]);
  c[9] = either(c[8], c[2]);
  c[10] = either(c[9], c[4]);
  of_25 = either(c[10], c[1]);
  c[11] = either(c[9], c[7]);
  c[12] = either(c[10], c[8]);
  c[13] = either(c[11], c[9]);
  of_50 = either(c[13], c[1]);
  of_60 = either(c[13], c[7]);
  c[14] = either(of_60, c[1]);
  c[15] = either(of_50, c[11]);
  c[16] = either(c[15], of_25);
  of_110 = either(of_60, of_50);
  c[17] = either(of_110, c[11]);
  c[18] = either(c[17], of_50);
  c[19] = either(c[18], of_110);
}

static void fill_hits(token_scores *t, uint32_t type, hit_chances of)
{
  double h = of.hit, miss_cost = (double)t->miss_cost[type];
  float *row = t->hit_gain + (size_t)type * SPAN_BUCKETS;
  double chance[SPAN_BUCKETS];

  chance[0] = -expm1(of.miss_chance);
  find_chances(chance);
  for (unsigned b = 0; b < SPAN_BUCKETS; b++)
    row[b] =
        (float)(quick_log((h + (1 - h) * chance[b]) / chance[b]) - miss_cost);
}

/* Of a token without a translation in the span, by how surely it has one. */
typedef struct misses {
  double kind[TOKEN_KINDS], absent;
} misses;

static misses find_misses(const align_params *p)
{
  misses m = {.absent = log1p(-p->absent)};

  for (int k = 0; k < TOKEN_KINDS; k++)
    m.kind[k] = log1p(-p->hit[k]);
  return m;
}

static double miss(const token_type *t, bool can_hit, const misses *m)
{
  if (t->kind == TOKEN_PHRASE)
    return 0;
  if (can_hit)
    return t->rate > 0 ? quick_log(1 - t->rate) : m->kind[t->as];
  return t->pairs || t->stem != WORD_NONE ? m->absent : 0;
}

static zhen_status allocate(token_scores *t, const side *s)
{
  t->hit_gain = mem_calloc(s->n_types * SPAN_BUCKETS + 1, sizeof *t->hit_gain);
  t->miss_cost = mem_calloc(s->n_types, sizeof *t->miss_cost);
  t->made_of = mem_calloc(s->n_types, sizeof *t->made_of);
  return t->hit_gain && t->miss_cost && t->made_of ? ZHEN_OK
                                                   : zhen_fail_memory();
}

zhen_status token_scores_make(token_scores *t, const side *s, const rows *edges,
                              const align_params *p)
{
  misses missed = find_misses(p);
  zhen_status status = t->hit_gain ? ZHEN_OK : allocate(t, s);

  for (uint32_t k = 0; k < s->n_types && status == ZHEN_OK; k++) {
    const token_type *type = &s->types[k];
    bool can_hit = edges->first[k + 1] > edges->first[k];
    hit_chances of = {type->rate > 0 ? type->rate : p->hit[type->as],
                      s->miss_chance[k]};

    t->miss_cost[k] = (float)miss(type, can_hit, &missed);
    if (!can_hit || memcmp(&t->made_of[k], &of, sizeof of) == 0)
      continue;
    fill_hits(t, k, of);
    t->made_of[k] = of;
  }
  return status;
}
