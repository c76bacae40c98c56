/* SPDX-License-Identifier: Apache-2.0 */
/* Gains of hits against their definition; the logarithm that they use. */
#include "align/score/token_scores.h"
#include "base/quick.h"
#include "unit.h"

#include <float.h>
#include <math.h>

static void the_logarithm_is_within_its_bound(void)
{
  double worst = 0;

  for (double x = 1; x < 2; x += 1. / 4096)
    for (int k = -1022; k < 1023; k += 93)
      worst = fmax(worst, fabs(quick_log(ldexp(x, k)) - log(ldexp(x, k))));
  CU_ASSERT(worst > 0 && worst < 1.9e-11);
  CU_ASSERT_DOUBLE_EQUAL(quick_log(1), 0, 0);
  CU_ASSERT_DOUBLE_EQUAL(quick_log(DBL_MIN), log(DBL_MIN), 1e-10);
}

static void spans_of_a_bucket_are_alike(void)
{
  static const uint32_t first[] = {0, 2, 3, 4, 5, 7, 9, 11, 14, 17, 21};

  for (unsigned b = 1; b < sizeof first / sizeof *first; b++) {
    CU_ASSERT_EQUAL(span_bucket(first[b]), b);
    CU_ASSERT_EQUAL(span_bucket(first[b] - 1), b - 1);
  }
  CU_ASSERT_EQUAL(span_bucket(231), SPAN_BUCKETS - 1);
  CU_ASSERT_EQUAL(span_bucket(UINT32_MAX), SPAN_BUCKETS - 1);
}

/* By the definition, for types from rare to most of the words of a text. */
static void gains_are_what_they_are_defined_as(void)
{
  static const double middle[SPAN_BUCKETS] = {1,  2,  3,   4,   5,   7,  9,
                                              12, 15, 18,  23,  30,  38, 48,
                                              62, 80, 105, 140, 190, 300};
  double miss_chance[] = {-1e-9, -1e-6, -1e-3, -.1, -2.3};
  token_type types[5] = {
      {.as = TOKEN_HARD}, {.rate = .03}, {0}, {0}, {.rate = .98}};
  uint32_t first[] = {0, 1, 2, 3, 4, 5}, at[5] = {0};
  side s = {.types = types, .n_types = 5, .miss_chance = miss_chance};
  rows edges = {.first = first, .at = at, .n = 5};
  token_scores t;

  CHECK_OK(token_scores_make(&t, &s, &edges, &align_defaults));
  for (uint32_t k = 0; k < 5; k++)
    for (unsigned b = 0; b < SPAN_BUCKETS; b++) {
      double h =
          types[k].rate > 0 ? types[k].rate : align_defaults.hit[types[k].as];
      double chance = -expm1(middle[b] * miss_chance[k]);

      CU_ASSERT_DOUBLE_EQUAL(hit_gains_of(&t, k)[b] + t.miss_cost[k],
                             log((h + (1 - h) * chance) / chance), 2e-6);
      CU_ASSERT_DOUBLE_EQUAL(t.miss_cost[k], log(1 - h), 1e-6);
    }
  token_scores_dispose(&t);
}

void suite_token_scores(void)
{
  CU_pSuite s = unit_suite("token_scores");

  UNIT_TEST(s, the_logarithm_is_within_its_bound);
  UNIT_TEST(s, spans_of_a_bucket_are_alike);
  UNIT_TEST(s, gains_are_what_they_are_defined_as);
}
