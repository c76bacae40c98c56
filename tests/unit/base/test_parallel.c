/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fail.h"
#include "base/parallel.h"
#include "unit.h"

enum { PIECES = 1000 };

typedef struct ledger {
  unsigned char done[PIECES]; /* times; each piece has its own */
  size_t fails;               /* this one and all after it fail */
} ledger;

static zhen_status enter(void *context, size_t number)
{
  ledger *l = context;

  l->done[number]++;
  if (number >= l->fails)
    return zhen_fail(ZHEN_EINPUT, "piece %zu", number);
  return ZHEN_OK;
}

static void each_piece_is_done_once(void)
{
  for (unsigned threads = 0; threads <= 16; threads++) {
    ledger l = {.fails = PIECES};

    CHECK_OK(parallel_for(PIECES, threads, enter, &l));
    for (size_t i = 0; i < PIECES; i++)
      CU_ASSERT_EQUAL(l.done[i], 1);
  }
}

static void lowest_failure_is_told(void)
{
  for (unsigned threads = 1; threads <= 16; threads++)
    for (int round = 0; round < 20; round++) {
      ledger l = {.fails = 100};

      CHECK_FAILS(parallel_for(PIECES, threads, enter, &l), ZHEN_EINPUT,
                  "piece 100");
      for (size_t i = 0; i <= 100; i++)
        CU_ASSERT_EQUAL(l.done[i], 1);
    }
}

static void few_pieces_are_fine(void)
{
  ledger l = {.fails = PIECES};

  CHECK_OK(parallel_for(0, 8, enter, &l));
  CU_ASSERT_EQUAL(l.done[0], 0);
  CHECK_OK(parallel_for(1, 8, enter, &l));
  CU_ASSERT_EQUAL(l.done[0], 1);
  CU_ASSERT_TRUE(parallel_processors() >= 1);
}

void suite_parallel(void)
{
  CU_pSuite s = unit_suite("parallel");

  UNIT_TEST(s, each_piece_is_done_once);
  UNIT_TEST(s, lowest_failure_is_told);
  UNIT_TEST(s, few_pieces_are_fine);
}
