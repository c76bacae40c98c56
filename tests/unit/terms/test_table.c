/* SPDX-License-Identifier: Apache-2.0 */
#include "terms/table.h"
#include "unit.h"

static const zhen_pair pair = {
    {"集装箱码头", sizeof "集装箱码头" - 1}, {"A container terminal", 20}, -1};

static void add(term_table *t, const char *en, uint32_t left, uint64_t document)
{
  phrase p = {.zh = unit_str("集装箱码头"),
              .key = unit_str("contain termin"),
              .en = unit_str(en),
              .nominal = true,
              .left = left};

  CHECK_OK(term_table_add(t, &p, &pair, document));
}

static void counts_and_votes(void)
{
  term_table t = {.dropped = 0};

  add(&t, "container terminal", 5, 0);
  add(&t, "Container Terminal", 6, 0);
  add(&t, "container terminal", 5, 3);
  CU_ASSERT_FATAL(t.names.count == 1);
  CU_ASSERT(t.at[0].count == 3 && t.at[0].documents == 2);
  CU_ASSERT(t.at[0].nominal == 3);
  CU_ASSERT(t.at[0].left.word == 5 && t.at[0].left.votes == 1);
  CHECK_STR(t.at[0].en, "container terminal");
  CHECK_STR(t.at[0].en_text, "A container terminal");
  term_table_dispose(&t);
}

void suite_terms(void)
{
  CU_pSuite s = unit_suite("terms");

  UNIT_TEST(s, counts_and_votes);
}
