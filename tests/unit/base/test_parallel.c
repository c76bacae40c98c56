/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fail.h"
#include "base/parallel.h"
#include "unit.h"

#include <stdatomic.h>

enum { PIECES = 1000 };

typedef struct ledger {
  unsigned char done[PIECES]; /* times; each piece has its own */
  size_t fails;               /* this one and all later ones fail */
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

static void lowest_failure_is_reported(void)
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

static zhen_status wait_for_watch(void *context, size_t number)
{
  atomic_uint *watched = context;

  (void)number;
  while (atomic_load(watched) == 0) {
  }
  return ZHEN_OK;
}

static void count_watch(void *context)
{
  atomic_uint *watched = context;

  atomic_fetch_add(watched, 1);
}

static void calling_thread_watches(void)
{
  for (unsigned threads = 0; threads <= 3; threads++) {
    atomic_uint watched = 0;

    CHECK_OK(parallel_for_watched(4, threads, wait_for_watch, count_watch,
                                  &watched));
    CU_ASSERT(atomic_load(&watched) > 0);
  }
}

static void ignore_watch(void *context)
{
  (void)context;
}

static void watched_pieces_are_done_and_fail_alike(void)
{
  ledger l = {.fails = 100};

  CHECK_FAILS(parallel_for_watched(PIECES, 4, enter, ignore_watch, &l),
              ZHEN_EINPUT, "piece 100");
  for (size_t i = 0; i <= 100; i++)
    CU_ASSERT_EQUAL(l.done[i], 1);
  CHECK_OK(parallel_for_watched(0, 4, enter, ignore_watch, &l));
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
  UNIT_TEST(s, lowest_failure_is_reported);
  UNIT_TEST(s, few_pieces_are_fine);
  UNIT_TEST(s, calling_thread_watches);
  UNIT_TEST(s, watched_pieces_are_done_and_fail_alike);
}
