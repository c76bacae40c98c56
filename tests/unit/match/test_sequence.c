/* SPDX-License-Identifier: Apache-2.0 */
/* Whether sorted files are in the same order. */
#include "match/sequence.h"
#include "unit.h"

enum { FILES = 9 };

/* Chinese file i matches the English file of its number; -1: none. */
static void learn(sequence *s, const int *en, likeness *made)
{
  const likeness *matches[FILES] = {0};

  for (size_t i = 0; i < FILES; i++) {
    made[i] = (likeness){.zh = (uint32_t)i, .en = (uint32_t)en[i]};
    if (en[i] >= 0)
      matches[i] = &made[i];
  }
  CHECK_OK(sequence_open(s, FILES, 20));
  sequence_learn(s, matches);
}

static double evidence(const sequence *s, uint32_t zh, uint32_t en)
{
  return sequence_evidence(s, &(likeness){.zh = zh, .en = en});
}

static void files_between_matches_belong_between_them(void)
{
  static const int en[FILES] = {1, 3, -1, 6, 8, -1, 12, 13, 19};
  likeness made[FILES];
  sequence s;

  learn(&s, en, made);
  CU_ASSERT(evidence(&s, 2, 5) > 0);
  CU_ASSERT(evidence(&s, 2, 3) < 0);
  CU_ASSERT(evidence(&s, 2, 6) < 0);
  CU_ASSERT(evidence(&s, 5, 9) > 0);
  CU_ASSERT(evidence(&s, 5, 15) < 0);
  sequence_close(&s);
}

static void one_match_out_of_order_is_passed_over(void)
{
  static const int en[FILES] = {1, 3, 18, 6, 8, -1, 12, 13, 19};
  likeness made[FILES];
  sequence s;

  learn(&s, en, made);
  CU_ASSERT(evidence(&s, 5, 10) > 0);
  CU_ASSERT(evidence(&s, 2, 18) < 0);
  CU_ASSERT(evidence(&s, 2, 4) > 0);
  sequence_close(&s);
}

static void no_order_says_nothing(void)
{
  static const int mixed[FILES] = {7, 3, 18, 1, 8, -1, 2, 13, 5};
  static const int few[FILES] = {1, 3, -1, 6, -1, -1, -1, -1, -1};
  likeness made[FILES];
  sequence s;

  learn(&s, mixed, made);
  CU_ASSERT(evidence(&s, 5, 10) == 0);
  sequence_close(&s);
  learn(&s, few, made);
  CU_ASSERT(evidence(&s, 5, 10) == 0);
  sequence_close(&s);
}

void suite_sequence(void)
{
  CU_pSuite s = unit_suite("sequence");

  UNIT_TEST(s, files_between_matches_belong_between_them);
  UNIT_TEST(s, one_match_out_of_order_is_passed_over);
  UNIT_TEST(s, no_order_says_nothing);
}
