/* SPDX-License-Identifier: Apache-2.0 */
#include "terms/table.h"
#include "unit.h"

static const zhen_pair pair = {
    {"集装箱码头", sizeof "集装箱码头" - 1}, {"A container terminal", 20}, -1};

static void add(term_table *t, const char *en, uint32_t left, uint64_t document)
{
  phrase p = {.zh = unit_str("集装箱码头"),
              .zh_key = unit_str("集装箱码头"),
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

static void add_named(term_table *t, const char *zh, const char *key)
{
  phrase p = {.zh = unit_str(zh),
              .zh_key = unit_str(key),
              .key = unit_str("port"),
              .en = unit_str("port")};

  CHECK_OK(term_table_add(t, &p, &pair, 0));
}

static void written_most_often(void)
{
  term_table t = {.dropped = 0};

  add_named(&t, "資料庫", "资料库");
  add_named(&t, "资料库", "资料库");
  add_named(&t, "資料庫", "资料库");
  CU_ASSERT_FATAL(t.names.count == 1);
  CHECK_STR(t.at[0].zh, "資料庫");
  CHECK_STR(t.at[0].zh_key, "资料库");
  CU_ASSERT(t.at[0].count == 3);
  term_table_dispose(&t);
}

/* A full table keeps the frequent phrases with all that is known of them, and
   counts new ones. */
static void drops_the_rarest(void)
{
  term_table t = {.most = 8};
  char name[] = "a0";

  for (int i = 0; i < 3; i++)
    add(&t, "container terminal", 5, (uint64_t)i);
  for (int i = 0; i < 7; i++) {
    name[1] = (char)('0' + i);
    add_named(&t, name, name);
  }
  CU_ASSERT(t.names.count == 8 && t.dropped == 0);
  add_named(&t, "a6", "a6"); /* even if it is there */
  CU_ASSERT_FATAL(t.names.count == 2);
  CU_ASSERT(t.dropped == 1 && t.most == 8);
  CHECK_STR(t.at[0].zh, "集装箱码头");
  CHECK_STR(t.at[0].en, "container terminal");
  CHECK_STR(t.at[0].en_text, "A container terminal");
  CU_ASSERT(t.at[0].count == 3 && t.at[0].documents == 3);
  CU_ASSERT(t.at[0].left.votes == 3 && t.at[0].zh_votes == 3);
  CHECK_STR(t.at[1].zh, "a6");
  CU_ASSERT(t.at[1].count == 1);
  term_table_dispose(&t);
}

/* If the most are frequent, frequent ones are dropped, too. */
static void drops_until_half(void)
{
  term_table t = {.most = 4};
  const char *names[] = {"a0", "a0", "a1", "a1", "a2", "a2", "a3", "a3"};

  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    add_named(&t, names[i], names[i]);
  CU_ASSERT_FATAL(t.names.count == 1);
  CU_ASSERT(t.dropped == 2);
  CHECK_STR(t.at[0].zh, "a3");
  term_table_dispose(&t);
}

void suite_terms(void)
{
  CU_pSuite s = unit_suite("terms");

  UNIT_TEST(s, counts_and_votes);
  UNIT_TEST(s, written_most_often);
  UNIT_TEST(s, drops_the_rarest);
  UNIT_TEST(s, drops_until_half);
}
