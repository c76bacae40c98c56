/* SPDX-License-Identifier: Apache-2.0 */
/* Chapters that begin together, by the beads of a first alignment. */
#include "align/learn/fit_parts.h"
#include "base/mem.h"
#include "unit.h"

#include <stdlib.h>

/* Ten sentences a side, but English lacks those of Chinese 4 to 6. */
static const zhen_bead beads[] = {{0, 2, 0, 2, .9F}, {2, 4, 2, 4, .9F},
                                  {4, 5, 4, 4, .9F}, {5, 6, 4, 4, .9F},
                                  {6, 7, 4, 4, .9F}, {7, 8, 4, 6, .9F},
                                  {8, 9, 6, 8, .9F}, {9, 10, 8, 10, .9F}};

static size_t fit(zhen_bead **out, const uint32_t *zh, size_t n_zh,
                  const uint32_t *en, size_t n_en, const zhen_bead *required)
{
  zhen_alignment first = {.beads = (zhen_bead *)beads,
                          .count = sizeof beads / sizeof *beads};
  const zhen_sentences a = {.count = 10, .parts = zh, .n_parts = n_zh};
  const zhen_sentences b = {.count = 10, .parts = en, .n_parts = n_en};
  size_t count;

  CHECK_OK(parts_fit(out, &count, &a, &b, &first, required, required != NULL));
  return count;
}

static bool is_at(const zhen_bead *b, uint32_t zh, uint32_t en)
{
  return b->zh_begin == zh && b->zh_end == zh && b->en_begin == en &&
         b->en_end == en;
}

static void a_missing_chapter_is_cut_out(void)
{
  static const uint32_t zh[] = {0, 4, 7}, en[] = {0, 4};
  zhen_bead *out;

  CU_ASSERT_EQUAL_FATAL(fit(&out, zh, 3, en, 2, NULL), 3);
  CU_ASSERT(is_at(&out[0], 0, 0));
  CU_ASSERT(is_at(&out[1], 4, 4));
  CU_ASSERT(is_at(&out[2], 7, 4));
  free(out);
}

static void the_path_is_moved_a_little_only(void)
{
  static const uint32_t zh[] = {3}, near[] = {2}, far[] = {9};
  zhen_bead *out;

  CU_ASSERT_EQUAL_FATAL(fit(&out, zh, 1, near, 1, NULL), 1);
  CU_ASSERT(is_at(&out[0], 3, 2));
  free(out);
  CU_ASSERT_EQUAL(fit(&out, zh, 1, far, 1, NULL), 0);
  free(out);
}

static void the_nearest_is_chosen(void)
{
  static const uint32_t zh[] = {2}, en[] = {1, 2, 3};
  zhen_bead *out;

  CU_ASSERT_EQUAL_FATAL(fit(&out, zh, 1, en, 3, NULL), 1);
  CU_ASSERT(is_at(&out[0], 2, 2));
  free(out);
}

static void required_pairs_stay_whole(void)
{
  static const zhen_bead required = {1, 4, 1, 4, 1};
  static const uint32_t zh[] = {2, 8}, en[] = {2, 6};
  zhen_bead *out;

  CU_ASSERT_EQUAL_FATAL(fit(&out, zh, 2, en, 2, &required), 1);
  CU_ASSERT(is_at(&out[0], 8, 6));
  free(out);
}

static void sentences_that_are_not_there_are_none(void)
{
  static const uint32_t zh[] = {9, 11}, en[] = {8, 12};
  zhen_bead *out;

  CU_ASSERT_EQUAL(fit(&out, zh, 2, en, 2, NULL), 1);
  free(out);
}

void suite_parts(void)
{
  CU_pSuite s = unit_suite("parts");

  UNIT_TEST(s, a_missing_chapter_is_cut_out);
  UNIT_TEST(s, the_path_is_moved_a_little_only);
  UNIT_TEST(s, the_nearest_is_chosen);
  UNIT_TEST(s, required_pairs_stay_whole);
  UNIT_TEST(s, sentences_that_are_not_there_are_none);
}
