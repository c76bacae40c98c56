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

/*
 * The length of each bucket: 1, 2, 3, 4, 5, 7, 9, 12, 15, 18, 23, 30, 38, 48,
 * 62, 80, 105, 140, 190, 300. Each is the sum of two others, with 25, 50, 60
 * and 110 after them: {6, 5, 1} is 9 = 7 + 2.
 */
enum { LENGTHS = SPAN_BUCKETS + 4 };

static const uint8_t length_sums[LENGTHS - 1][3] = {
    {1, 0, 0},    {2, 1, 0},    {3, 2, 0},   {4, 3, 0},    {5, 4, 1},
    {6, 5, 1},    {7, 6, 2},    {8, 7, 2},   {9, 8, 2},    {10, 9, 4},
    {20, 10, 1},  {11, 20, 4},  {12, 10, 8}, {13, 11, 9},  {21, 13, 1},
    {22, 13, 7},  {14, 22, 1},  {15, 14, 9}, {16, 15, 20}, {23, 16, 4},
    {17, 23, 11}, {18, 17, 21}, {19, 18, 23}};

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

/*
 * The probability of a hit by chance in a span of each bucket, from that of one
 * token: in two spans together it is c(a + b) = c(a) + c(b) (1 - c(a)), which
 * adds up what is positive and loses nothing.
 */
static void find_chances(double chance[LENGTHS], double token)
{
  chance[0] = token;
  for (unsigned k = 0; k + 1 < LENGTHS; k++) {
    double a = chance[length_sums[k][1]], b = chance[length_sums[k][2]];

    chance[length_sums[k][0]] = a + b * (1 - a);
  }
}

static void fill_hits(token_scores *t, uint32_t type, hit_chances of)
{
  double h = of.hit, miss_cost = (double)t->miss_cost[type];
  float *row = t->hit_gain + (size_t)type * SPAN_BUCKETS;
  double chance[LENGTHS];

  find_chances(chance, -expm1(of.miss_chance));
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
