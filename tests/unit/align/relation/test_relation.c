/* SPDX-License-Identifier: Apache-2.0 */
/* How texts are related: the chain along the beads, and whole alignments. */
#include "align/relation/chain.h"
#include "align/relation/odds.h"
#include "base/mem.h"
#include "unit.h"
#include "unit_lexicon.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the chain ---- */

/* An alignment of `n` pairs; a null bead, of English, where odds are NAN. */
static zhen_alignment *beads_of(const float *odds, size_t n)
{
  zhen_alignment *a = mem_calloc(1, sizeof *a);
  uint32_t zh = 0, en = 0;

  CU_ASSERT_FATAL(a != NULL);
  a->beads = mem_calloc(n, sizeof *a->beads);
  CU_ASSERT_FATAL(a->beads != NULL);
  a->count = n;
  for (size_t k = 0; k < n; k++) {
    uint32_t next = isnan(odds[k]) ? zh : zh + 1;

    a->beads[k] = (zhen_bead){zh, next, en, en + 1, 1};
    zh = next;
    en++;
  }
  return a;
}

static zhen_alignment *chained(const float *odds, size_t n)
{
  zhen_alignment *a = beads_of(odds, n);

  CHECK_OK(chain_sum(a, odds));
  CU_ASSERT_FATAL(a->within != NULL);
  return a;
}

static void fill(float *odds, size_t begin, size_t end, float value)
{
  for (size_t k = begin; k < end; k++)
    odds[k] = value;
}

static void good_pairs_are_a_passage(void)
{
  float odds[40];
  zhen_alignment *a;

  fill(odds, 0, 20, 3);
  fill(odds, 20, 40, -4);
  a = chained(odds, 40);
  for (size_t k = 0; k < 40; k++)
    CU_ASSERT(k < 20 ? a->within[k] > .9F : a->within[k] < .1F);
  zhen_alignment_free(a);
}

static void one_bad_pair_is_no_end(void)
{
  float odds[41];
  zhen_alignment *a;

  fill(odds, 0, 41, 3);
  odds[20] = -3;
  a = chained(odds, 41);
  CU_ASSERT(a->within[20] > .5F);
  zhen_alignment_free(a);
  fill(odds, 0, 41, -3);
  odds[20] = 3;
  a = chained(odds, 41);
  CU_ASSERT(a->within[20] < .5F);
  zhen_alignment_free(a);
}

/* The rate of changes is estimated: here it is high. */
static void passages_may_be_short_everywhere(void)
{
  float odds[60];
  zhen_alignment *a;

  for (size_t k = 0; k < 60; k++)
    odds[k] = k % 4 < 2 ? 3 : -3;
  a = chained(odds, 60);
  for (size_t k = 4; k < 56; k++)
    CU_ASSERT((a->within[k] > .5F) == (k % 4 < 2));
  zhen_alignment_free(a);
}

static void omissions_do_not_end_a_passage(void)
{
  float odds[40];
  zhen_alignment *a;

  fill(odds, 0, 40, 3);
  fill(odds, 15, 25, NAN);
  a = chained(odds, 40);
  for (size_t k = 0; k < 40; k++)
    CU_ASSERT(a->within[k] > .5F);
  zhen_alignment_free(a);
}

/* From the end it is the same chain. */
static void the_direction_does_not_matter(void)
{
  enum { N = 64 };
  float odds[N], back[N];
  unsigned x = 1;

  for (int round = 0; round < 50; round++) {
    zhen_alignment *a, *b;

    for (size_t k = 0; k < N; k++) {
      x = x * 1103515245U + 12345U;
      odds[k] = back[N - 1 - k] = (float)(x >> 16 & 1023) / 100 - 5;
    }
    a = chained(odds, N);
    b = chained(back, N);
    for (size_t k = 0; k < N; k++) {
      CU_ASSERT(a->within[k] >= 0 && a->within[k] <= 1);
      CU_ASSERT_DOUBLE_EQUAL(a->within[k], b->within[N - 1 - k], 1e-5);
    }
    zhen_alignment_free(a);
    zhen_alignment_free(b);
  }
}

static void a_decision_is_certain(void)
{
  float odds[] = {-4, -4, INFINITY, -4, -4};
  zhen_alignment *a = chained(odds, 5);

  CU_ASSERT_EQUAL(a->within[2], 1);
  CU_ASSERT(a->within[0] < .5F);
  zhen_alignment_free(a);
}

static void long_texts_do_not_overflow(void)
{
  enum { N = 300000 };
  float *odds = mem_calloc(N, sizeof *odds);
  zhen_alignment *a;

  CU_ASSERT_FATAL(odds != NULL);
  fill(odds, 0, N / 2, 4);
  fill(odds, N / 2, N, -4);
  a = chained(odds, N);
  CU_ASSERT(a->within[0] > .99F && a->within[N / 2 - 10] > .99F);
  CU_ASSERT(a->within[N - 1] < .01F && a->within[N / 2 + 10] < .01F);
  zhen_alignment_free(a);
  free(odds);
}

/* ---- alignments ---- */

enum { ROWS = 12 };

static const char related_zh[] = "渔港的灯在凌晨四点亮了。\n"
                                 "他把最后一筐鱼搬上码头。\n"
                                 "风很大，船都没有出海。\n"
                                 "老人说，他捕了三十年鱼。\n"
                                 "孩子们在学校里学习游泳。\n";
static const char related_en[] =
    "The lights of the fishing harbour came on at four in the morning.\n"
    "He carried the last basket of fish onto the quay.\n"
    "The wind was strong, and no boat went to sea.\n"
    "The old man says that he has been fishing for thirty years.\n"
    "The children learn to swim at school.\n";
static const char other_en[] =
    "Parliament adopted a law on the taxes of banks.\n"
    "A court in the capital heard the appeal of two companies.\n"
    "Prices of oil and gas fell by a quarter.\n"
    "The minister refused to answer questions of journalists.\n"
    "Shares of the airline rose after the merger.\n";

typedef struct aligned {
  char *zh, *en;
  zhen_sentences *zh_lines, *en_lines;
  zhen_alignment *a;
} aligned;

static char *joined(const char *a, const char *b)
{
  char *out = NULL;

  CU_ASSERT_FATAL(asprintf(&out, "%s%s", a, b) >= 0);
  return out;
}

static aligned align_texts(const char *zh, const char *more_zh, const char *en,
                           const char *more_en, const zhen_constraint *given)
{
  zhen_align_options options = ZHEN_ALIGN_OPTIONS_INIT;
  aligned x = {.zh = joined(zh, more_zh), .en = joined(en, more_en)};

  options.constraints = given;
  options.n_constraints = given != NULL;
  CHECK_OK(zhen_split_lines(&x.zh_lines, unit_str(x.zh)));
  CHECK_OK(zhen_split_lines(&x.en_lines, unit_str(x.en)));
  CHECK_OK(zhen_align(&x.a, unit_default_lexicon(), x.zh_lines, x.en_lines,
                      &options));
  CU_ASSERT_FATAL(x.a != NULL);
  return x;
}

static void free_aligned(aligned *x)
{
  zhen_alignment_free(x->a);
  zhen_sentences_free(x->zh_lines);
  zhen_sentences_free(x->en_lines);
  free(x->zh);
  free(x->en);
}

static void translations_are_parallel(void)
{
  aligned x = align_texts(related_zh, "", related_en, "", NULL);
  size_t count;
  const zhen_bead *p = zhen_alignment_passages(x.a, &count);

  CU_ASSERT_EQUAL(zhen_alignment_relation(x.a), ZHEN_RELATION_PARALLEL);
  CU_ASSERT(zhen_alignment_parallel(x.a) > .95);
  CU_ASSERT_EQUAL_FATAL(count, 1);
  CU_ASSERT(p->zh_begin == 0 && p->zh_end == 5 && p->en_end == 5);
  CU_ASSERT(p->score > .95);
  free_aligned(&x);
}

/* No pair is probable, and an unaligned sentence is. */
static void other_texts_are_unrelated(void)
{
  aligned x = align_texts(related_zh, "", other_en, "", NULL);
  size_t count;
  const zhen_bead *b = zhen_alignment_beads(x.a, &count);

  CU_ASSERT_EQUAL(zhen_alignment_relation(x.a), ZHEN_RELATION_UNRELATED);
  CU_ASSERT(zhen_alignment_parallel(x.a) < .1);
  for (size_t k = 0; k < count; k++)
    CU_ASSERT(is_pair(&b[k]) ? b[k].score < .2 : b[k].score > .8);
  zhen_alignment_passages(x.a, &count);
  CU_ASSERT_EQUAL(count, 0);
  free_aligned(&x);
}

static void a_half_is_a_passage(void)
{
  aligned x = align_texts(related_zh, related_zh, related_en, other_en, NULL);
  size_t count;
  const zhen_bead *p = zhen_alignment_passages(x.a, &count);

  CU_ASSERT_EQUAL(zhen_alignment_relation(x.a), ZHEN_RELATION_PART);
  CU_ASSERT_EQUAL_FATAL(count, 1);
  CU_ASSERT(p->zh_begin == 0 && p->zh_end == 5 && p->en_end == 5);
  CU_ASSERT(zhen_alignment_parallel(x.a) > .3);
  CU_ASSERT(zhen_alignment_parallel(x.a) < .7);
  free_aligned(&x);
}

/* Sentences that a digest omits are in a passage; the rest of a text is not. */
static void a_long_omission_is_in_none(void)
{
  static const char row[] = "法院在首都审理了两家公司的上诉。\n";
  char rest[ROWS * (sizeof row - 1) + 1];
  aligned x;

  for (size_t i = 0; i < ROWS; i++)
    memcpy(rest + i * (sizeof row - 1), row, sizeof row);
  x = align_texts(related_zh, rest, related_en, "", NULL);
  CU_ASSERT_EQUAL(zhen_alignment_relation(x.a), ZHEN_RELATION_PART);
  CU_ASSERT(zhen_alignment_parallel(x.a) > .5);
  CU_ASSERT(zhen_alignment_parallel(x.a) < .8);
  free_aligned(&x);
}

static void a_short_omission_is_in_the_passage(void)
{
  aligned x = align_texts(related_zh, "法院审理了上诉。\n价格下跌了。\n",
                          related_en, "", NULL);

  CU_ASSERT_EQUAL(zhen_alignment_relation(x.a), ZHEN_RELATION_PARALLEL);
  free_aligned(&x);
}

/* A greeting, and a sentence about taxes. */
static void one_pair_may_be_unrelated(void)
{
  aligned x =
      align_texts("你好，世界。", "",
                  "Completely unrelated text about taxes and law.", "", NULL);
  size_t count;
  const zhen_bead *b = zhen_alignment_beads(x.a, &count);

  for (size_t k = 0; k < count; k++)
    CU_ASSERT(!is_pair(&b[k]) || b[k].score < .2);
  CU_ASSERT_EQUAL(zhen_alignment_relation(x.a), ZHEN_RELATION_UNRELATED);
  free_aligned(&x);
}

static void a_required_pair_is_believed(void)
{
  const zhen_constraint pair = {.bead = {2, 3, 2, 3, 0}};
  aligned x = align_texts(related_zh, "", other_en, "", &pair);
  size_t count;
  const zhen_bead *b = zhen_alignment_beads(x.a, &count);
  bool found = false;

  for (size_t k = 0; k < count; k++)
    if (b[k].zh_begin == 2 && b[k].zh_end == 3 && b[k].en_begin == 2) {
      found = true;
      CU_ASSERT(b[k].score > .999);
    }
  CU_ASSERT(found);
  free_aligned(&x);
}

static void an_empty_side_is_unrelated(void)
{
  aligned x = align_texts(related_zh, "", "", "", NULL);

  CU_ASSERT_EQUAL(zhen_alignment_parallel(x.a), 0);
  CU_ASSERT_EQUAL(zhen_alignment_relation(x.a), ZHEN_RELATION_UNRELATED);
  free_aligned(&x);
}

void suite_relation(void)
{
  CU_pSuite s = unit_suite("relation");

  UNIT_TEST(s, good_pairs_are_a_passage);
  UNIT_TEST(s, one_bad_pair_is_no_end);
  UNIT_TEST(s, passages_may_be_short_everywhere);
  UNIT_TEST(s, omissions_do_not_end_a_passage);
  UNIT_TEST(s, the_direction_does_not_matter);
  UNIT_TEST(s, a_decision_is_certain);
  UNIT_TEST(s, long_texts_do_not_overflow);
  UNIT_TEST(s, translations_are_parallel);
  UNIT_TEST(s, other_texts_are_unrelated);
  UNIT_TEST(s, a_half_is_a_passage);
  UNIT_TEST(s, a_long_omission_is_in_none);
  UNIT_TEST(s, a_short_omission_is_in_the_passage);
  UNIT_TEST(s, one_pair_may_be_unrelated);
  UNIT_TEST(s, a_required_pair_is_believed);
  UNIT_TEST(s, an_empty_side_is_unrelated);
}
