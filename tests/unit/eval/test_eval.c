/* SPDX-License-Identifier: Apache-2.0 */
/* Beads from files, and their counts; the expected ones are made by hand. */
#include "unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static zhen_status read_beads(zhen_beads **out, const char *lines)
{
  char *path = unit_path("beads");
  zhen_status status;

  unit_write(path, lines, strlen(lines));
  status = zhen_beads_read(out, path);
  unlink(path);
  free(path);
  return status;
}

static zhen_eval score(const char *gold, const char *hyp, bool merge)
{
  zhen_eval e = {0};
  zhen_beads *g, *h;

  CHECK_OK(read_beads(&g, gold));
  CHECK_OK(read_beads(&h, hyp));
  CU_ASSERT_FATAL(g && h);
  CHECK_OK(zhen_eval_add(&e, g, h, merge));
  zhen_beads_free(h);
  zhen_beads_free(g);
  return e;
}

#define CHECK_SHARE(share, n, of)                                              \
  do {                                                                         \
    CU_ASSERT_EQUAL((share).hits, n);                                          \
    CU_ASSERT_EQUAL((share).total, of);                                        \
  } while (0)

static bool near(double got, double want)
{
  return fabs(got - want) < 1e-12;
}

static void counts_strict_and_lax(void)
{
  zhen_eval e = score("[0]:[0]\n[1]:[1,2]\n[2,3]:[3]\n[4]:[4]\n",
                      "[0]:[0]\n[1]:[1]\n[2]:[2]\n[3]:[3]\n[4]:[4]\n", false);

  CHECK_SHARE(e.strict.precision, 2, 5);
  CHECK_SHARE(e.strict.recall, 2, 4);
  CHECK_SHARE(e.lax.precision, 4, 5);
  CHECK_SHARE(e.lax.recall, 4, 4);
  CU_ASSERT(near(zhen_share_value(e.strict.precision), 0.4));
  CU_ASSERT(near(zhen_agreement_f1(&e.strict), 4.0 / 9));
}

/* Precision includes null beads; recall does not. */
static void null_beads_cost_precision_only(void)
{
  zhen_eval e = score("[0]:[0]\n[1]:[]\n[]:[1]\n[2]:[2]\n",
                      "[0]:[0]\n[1]:[]\n[2]:[]\n[]:[1,2]\n", false);

  CHECK_SHARE(e.strict.precision, 2, 4);
  CHECK_SHARE(e.lax.precision, 2, 4);
  CHECK_SHARE(e.strict.recall, 1, 2);
  CHECK_SHARE(e.nulls.precision, 1, 3);
  CHECK_SHARE(e.nulls.recall, 1, 2);
}

static void beads_are_a_set(void)
{
  zhen_eval e = score("[0]:[0]\n[0]:[0]\n[]:[]\n[1,2]:[1]\n",
                      "[0]:[0]\n[]:[]\n[2,1]:[1]\n[0]:[0]\n", false);

  CHECK_SHARE(e.strict.precision, 1, 2);
  CHECK_SHARE(e.strict.recall, 1, 2);
  CHECK_SHARE(e.lax.precision, 2, 2);
  CHECK_SHARE(e.lax.recall, 2, 2);
}

/* Both sides must be in one bead, not in two. */
static void lax_needs_one_bead(void)
{
  zhen_eval e = score("[0]:[0]\n[1]:[1]\n", "[0]:[1]\n", false);

  CHECK_SHARE(e.lax.precision, 0, 1);
  CHECK_SHARE(e.lax.recall, 0, 2);
}

static void knows_shapes(void)
{
  zhen_eval e = score("[0]:[0]\n[1]:[1,2]\n[2,3]:[3]\n[4]:[4,5,6]\n[5]:[]\n"
                      "[]:[7]\n[6,7]:[]\n[]:[8,9]\n",
                      "[1]:[1,2]\n[4]:[4,5,6]\n[6,7]:[]\n", false);
  const size_t hits[] = {0, 1, 0, 1, 0, 0, 1, 0};

  for (int i = 0; i < ZHEN_EVAL_SHAPES; i++)
    CHECK_SHARE(e.shapes[i], hits[i], 1);
}

static void merges_into_coarser_gold(void)
{
  const char *gold = "[0,1,2]:[0,1]\n[3]:[2]\n[4]:[3]\n";
  const char *hyp = "[0]:[0]:0.1\n[1]:[]:0.5\n[2]:[1]:0.2\n[3,4]:[2]:0.1\n"
                    "[]:[3]:0.1\n";
  zhen_eval e = score(gold, hyp, true);

  CHECK_SHARE(e.strict.precision, 1, 3);
  CHECK_SHARE(e.strict.recall, 1, 3);
  CHECK_SHARE(e.scores[5].right, 1, 1); /* the lowest of the parts */
  e = score(gold, hyp, false);
  CHECK_SHARE(e.strict.precision, 0, 5);
  /* Parts separated by another bead stay separate. */
  e = score("[0,1]:[0,1]\n[2]:[2]\n", "[0]:[0]\n[2]:[2]\n[1]:[1]\n", true);
  CHECK_SHARE(e.strict.precision, 1, 3);
}

static void documents_are_summed(void)
{
  zhen_eval e = {0};
  zhen_beads *gold, *hyp;

  CHECK_OK(read_beads(&gold, "[0]:[0]\n"));
  CHECK_OK(read_beads(&hyp, "[0]:[0]\n[]:[1]\n"));
  CHECK_OK(zhen_eval_add(&e, gold, hyp, false));
  CHECK_OK(zhen_eval_add(&e, gold, gold, false));
  CHECK_SHARE(e.strict.precision, 2, 3);
  CHECK_SHARE(e.strict.recall, 2, 2);
  zhen_beads_free(gold);
  zhen_beads_free(hyp);
}

static void nothing_found_is_zero(void)
{
  zhen_eval e = score("[0]:[0]\n", "", false);

  CHECK_SHARE(e.strict.precision, 0, 0);
  CHECK_SHARE(e.strict.recall, 0, 1);
  CU_ASSERT(zhen_agreement_f1(&e.strict) == 0);
  CU_ASSERT(zhen_eval_calibration(&e, NULL) == 0);
}

/*
 * Two pairs at 0.75, one right; one at 1, right; nulls and missing scores do
 * not count: (|1.5 - 1| + |1 - 1|) / 3.
 */
static void measures_calibration(void)
{
  zhen_eval e = score("[0]:[0]\n[1]:[1]\n[2]:[2]\n[3]:[3]\n",
                      "[0]:[0]:0.25\n[1]:[2]:0.25\n[2]:[1]:nan\n[3]:[3]:0\n"
                      "[4]:[]:0.5\n[5]:[5]\n[6]:[6]:-0.5\n[7]:[7]:1.5\n",
                      false);
  size_t pairs;

  CU_ASSERT(near(zhen_eval_calibration(&e, &pairs), 0.5 / 3));
  CU_ASSERT_EQUAL(pairs, 3);
  CHECK_SHARE(e.scores[7].right, 1, 2);
  CHECK_SHARE(e.scores[9].right, 1, 1);
  CU_ASSERT(near(e.scores[7].score, 1.5));
}

/* The same beads in each format score the same. */
static void formats_are_told_apart(void)
{
  const char *const formats[] = {
      " [ 0 , 1 ] : [0] : 0.25 \r\n\r\n[2]:[]:1\r\n[3]:[1, 2]:0.5",
      "zh\ten\tscore\tbead\tzh_ids\ten_ids\n"
      "[甲]:[乙]\tA.\t0.7500\t2-1\t0,1\t0\n{丙}\t\t0.0000\t1-0\t2\t\n"
      "丁\tD.\t0.5000\t1-2\t3\t1,2\n",
      "{\"zh\":\"甲\",\"score\":0.75,\"zh_ids\":[0,1],\"en_ids\":[0]}\n"
      "{\"zh_ids\":[2],\"en_ids\":[]}\n"
      "{\"score\":0.5,\"zh_ids\":[3],\"en_ids\":[1,2]}\n",
      "0\t0\t0.7500\n2\t1\t-0.3\n3\t1\t0.5000\n4\t3\t0.3\n"};

  for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
    zhen_eval e = score("[0,1]:[0]\n[2]:[]\n[3]:[1,2]\n", formats[i], false);

    CHECK_SHARE(e.strict.precision, 3, 3);
    CHECK_SHARE(e.nulls.precision, 1, 1);
    CHECK_SHARE(e.scores[7].right, 1, 1);
    CHECK_SHARE(e.scores[5].right, 1, 1);
  }
}

static void bad_lines_are_named(void)
{
  const char *const bad[] = {
      "hello", "[0]", "[0]:",    "[0]:[1",      "[0]:[1] 2",
      "[0]:2", "0:0", "[0] [0]", "甲\tA.\t0.9",
  };
  static const struct {
    const char *line, *why;
  } bad_rows[] = {
      {"{\"zh_ids\":[0]}", "zh_ids or en_ids is missing"},
      {"{\"zh_ids\":[0],\"en_ids\":[0]} x", "not a JSON object"},
      {"{\"zh_ids\":[0],\"en_ids\":0}", "zh_ids or en_ids is missing"},
      {"{", "not a JSON object"},
      {"甲\tA.\t0.9\t1-1\t0", "six columns expected"},
      {"0\t0\t0.9\n0\t2000000\t0.9", "over a million"},
  };
  const char *const no_id[] = {"[-1]:[0]",
                               "[0.5]:[0]",
                               "[\"0\"]:[0]",
                               "[0,]:[0]",
                               "[4294967295]:[0]",
                               "[99999999999999999999]:[0]",
                               "{\"zh_ids\":[-1],\"en_ids\":[0]}",
                               "甲\tA.\t0.9\t1-1\t0\tx",
                               "甲\tA.\t0.9\t1-1\t0]\t0",
                               "甲\tA.\t1\t1-1\tnull\t0"};
  zhen_beads *beads;
  char lines[128] = "[0]:[0]\n\n";
  const size_t front = strlen(lines);

  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    memcpy(lines + front, bad[i], strlen(bad[i]) + 1);
    CHECK_FAILS(read_beads(&beads, lines), ZHEN_EINPUT,
                "beads: line 3: not a bead");
    CU_ASSERT_PTR_NULL(beads);
  }
  for (size_t i = 0; i < sizeof bad_rows / sizeof bad_rows[0]; i++)
    CHECK_FAILS(read_beads(&beads, bad_rows[i].line), ZHEN_EINPUT,
                bad_rows[i].why);
  for (size_t i = 0; i < sizeof no_id / sizeof no_id[0]; i++)
    CHECK_FAILS(read_beads(&beads, no_id[i]), ZHEN_EINPUT,
                "beads: line 1: invalid sentence number");
  CHECK_FAILS(zhen_beads_read(&beads, "/none"), ZHEN_EINPUT, "/none");
  zhen_beads_free(NULL);
}

void suite_eval(void)
{
  CU_pSuite s = unit_suite("eval");

  UNIT_TEST(s, counts_strict_and_lax);
  UNIT_TEST(s, null_beads_cost_precision_only);
  UNIT_TEST(s, beads_are_a_set);
  UNIT_TEST(s, lax_needs_one_bead);
  UNIT_TEST(s, knows_shapes);
  UNIT_TEST(s, merges_into_coarser_gold);
  UNIT_TEST(s, documents_are_summed);
  UNIT_TEST(s, nothing_found_is_zero);
  UNIT_TEST(s, measures_calibration);
  UNIT_TEST(s, formats_are_told_apart);
  UNIT_TEST(s, bad_lines_are_named);
}
