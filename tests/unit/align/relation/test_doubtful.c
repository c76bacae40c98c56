/* SPDX-License-Identifier: Apache-2.0 */
/* Unrelated pairs of a parallel passage become unaligned, and doubtful. */
#include "align/relation/doubtful.h"
#include "base/mem.h"
#include "unit.h"

#include <math.h>

/* Three pairs of probability .9; the one in the middle is 2-1. */
static zhen_alignment *three_pairs(void)
{
  static const zhen_bead beads[] = {
      {0, 1, 0, 1, .9F}, {1, 3, 1, 2, .9F}, {3, 4, 2, 3, .9F}};
  zhen_alignment *a = mem_calloc(1, sizeof *a);

  CU_ASSERT_FATAL(a != NULL);
  a->beads = mem_calloc(3, sizeof *a->beads);
  CU_ASSERT_FATAL(a->beads != NULL);
  memcpy(a->beads, beads, sizeof beads);
  a->count = 3;
  return a;
}

static void odds_lower_a_probability(void)
{
  static const float odds[] = {3, -4, INFINITY};
  zhen_alignment *a = three_pairs();

  doubtful_weigh(a->beads, a->count, odds);
  CU_ASSERT(a->beads[0].score > .899F);
  CU_ASSERT(a->beads[1].score > .65F && a->beads[1].score < .75F);
  CU_ASSERT(a->beads[2].score >= .9F); /* required by the caller */
  zhen_alignment_free(a);
}

static void related_pairs_stay(void)
{
  static const float odds[] = {3, -4, -4.5F};
  zhen_alignment *a = three_pairs();

  CHECK_OK(doubtful_part(a, odds));
  CU_ASSERT(a->count == 3);
  zhen_alignment_free(a);
}

static void unrelated_pairs_are_parted(void)
{
  static const float odds[] = {3, -7, 3};
  zhen_alignment *a = three_pairs();

  CHECK_OK(doubtful_part(a, odds));
  CU_ASSERT_FATAL(a->count == 5);
  CU_ASSERT(a->beads[1].zh_begin == 1 && a->beads[1].zh_end == 2);
  CU_ASSERT(a->beads[1].en_begin == 1 && a->beads[1].en_end == 1);
  CU_ASSERT(a->beads[2].zh_begin == 2 && a->beads[2].zh_end == 3);
  CU_ASSERT(a->beads[3].zh_begin == 3 && a->beads[3].zh_end == 3);
  CU_ASSERT(a->beads[3].en_begin == 1 && a->beads[3].en_end == 2);
  CU_ASSERT(a->beads[3].score > .6F);
  zhen_alignment_free(a);
}

static void other_passages_keep_theirs(void)
{
  static const float odds[] = {3, -7, 3};
  zhen_alignment *a = three_pairs();

  a->within = mem_calloc(3, sizeof *a->within);
  CU_ASSERT_FATAL(a->within != NULL);
  CHECK_OK(doubtful_part(a, odds));
  CU_ASSERT(a->count == 3);
  zhen_alignment_free(a);
}

/* A reviewer who joins the sentences removes the doubt. */
static void pairs_are_not_doubtful(void)
{
  static const float odds[] = {3, -7, 3};
  zhen_alignment *a = three_pairs(), *joined = three_pairs();
  size_t count;

  CHECK_OK(doubtful_part(a, odds));
  a->doubtful = mem_calloc(1, sizeof *a->doubtful);
  CU_ASSERT_FATAL(a->doubtful != NULL);
  a->doubtful[a->n_doubtful++] = (zhen_bead){1, 3, 1, 2, .3F};
  CHECK_OK(zhen_alignment_replace(a, a->beads, a->count));
  zhen_alignment_doubtful(a, &count);
  CU_ASSERT(count == 1);
  CHECK_OK(zhen_alignment_replace(a, joined->beads, joined->count));
  zhen_alignment_doubtful(a, &count);
  CU_ASSERT(count == 0);
  zhen_alignment_free(a);
  zhen_alignment_free(joined);
}

void suite_doubtful(void)
{
  CU_pSuite s = unit_suite("doubtful");

  UNIT_TEST(s, odds_lower_a_probability);
  UNIT_TEST(s, related_pairs_stay);
  UNIT_TEST(s, unrelated_pairs_are_parted);
  UNIT_TEST(s, other_passages_keep_theirs);
  UNIT_TEST(s, pairs_are_not_doubtful);
}
