/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/token_scores.h"
#include "base/fail.h"
#include "base/quick.h"

#include <math.h>
#include <stdlib.h>

/* Buckets of 1, 2, 3, 4, then growing by about a quarter: 1 .. 400 tokens. */
static const int16_t bucket_top[SPAN_BUCKETS] = {
    1,  2,  3,  4,  6,  8,  10,  13,  16,  20,
    26, 33, 42, 54, 70, 90, 120, 160, 230, INT16_MAX};

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
  int16_t n = (int16_t)(n_tokens < INT16_MAX ? n_tokens : INT16_MAX), b = 0;

  for (unsigned k = 0; k < SPAN_BUCKETS; k++) /* without a branch: vectors */
    b = (int16_t)(b + (bucket_top[k] < n));
  return (unsigned)b;
}

void token_scores_dispose(token_scores *t)
{
  free(t->hit_gain);
  free(t->miss_cost);
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

static void fill_hits(token_scores *t, const side *s, uint32_t type, double h)
{
  double miss_cost = (double)t->miss_cost[type];
  float *row = t->hit_gain + (size_t)type * SPAN_BUCKETS;
  double chance[LENGTHS];

  find_chances(chance, -expm1(s->miss_chance[type]));
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
    return t->rate > 0 ? log1p(-t->rate) : m->kind[t->as];
  return t->pairs || t->stem != WORD_NONE ? m->absent : 0;
}

zhen_status token_scores_make(token_scores *t, const side *s, const rows *edges,
                              const align_params *p)
{
  misses missed = find_misses(p);

  *t =
      (token_scores){.hit_gain = mem_calloc(s->n_types * SPAN_BUCKETS + 1,
                                            sizeof *t->hit_gain),
                     .miss_cost = mem_calloc(s->n_types, sizeof *t->miss_cost)};
  if (!t->hit_gain || !t->miss_cost)
    return zhen_fail_memory();
  for (uint32_t k = 0; k < s->n_types; k++) {
    const token_type *type = &s->types[k];
    bool can_hit = edges->first[k + 1] > edges->first[k];

    t->miss_cost[k] = (float)miss(type, can_hit, &missed);
    if (can_hit)
      fill_hits(t, s, k, type->rate > 0 ? type->rate : p->hit[type->as]);
  }
  return ZHEN_OK;
}
