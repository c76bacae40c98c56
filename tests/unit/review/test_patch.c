/* SPDX-License-Identifier: Apache-2.0 */
/* Constraints are kept; patches find their beads or say why not. */
#include "unit.h"
#include "unit_lexicon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

/* ---- helpers ---- */

typedef struct sides {
  zhen_article *article;
  const zhen_sentences *zh, *en;
} sides;

static sides open_harbour(void)
{
  const zhen_input zh = {.name = SAMPLES "/harbour.zh.txt"};
  const zhen_input en = {.name = SAMPLES "/harbour.en.txt"};
  sides p = {0};

  CHECK_OK(zhen_article_read(&p.article, &zh, &en, NULL));
  CU_ASSERT_FATAL(p.article != NULL);
  p.zh = p.article->zh.sentences;
  p.en = p.article->en.sentences;
  return p;
}

static zhen_alignment *align(const sides *p, const zhen_constraint *constraints,
                             size_t n)
{
  const zhen_align_options how = {.struct_size = sizeof how,
                                  .constraints = constraints,
                                  .n_constraints = n};
  zhen_alignment *a;

  CHECK_OK(zhen_align(&a, unit_default_lexicon(), p->zh, p->en, &how));
  CU_ASSERT_FATAL(a != NULL);
  return a;
}

static bool same(const zhen_bead *a, const zhen_bead *b)
{
  return memcmp(&a->zh_begin, &b->zh_begin, 4 * sizeof(uint32_t)) == 0;
}

static const zhen_bead *find(const zhen_alignment *a, const zhen_bead *b)
{
  size_t count;
  const zhen_bead *beads = zhen_alignment_beads(a, &count);

  for (size_t k = 0; k < count; k++)
    if (same(&beads[k], b))
      return &beads[k];
  return NULL;
}

static void check_partition(const zhen_alignment *a, const sides *p)
{
  size_t count;
  uint32_t zh = 0, en = 0;
  const zhen_bead *b = zhen_alignment_beads(a, &count);

  for (size_t k = 0; k < count; k++) {
    CU_ASSERT(b[k].zh_begin == zh && b[k].en_begin == en);
    zh = b[k].zh_end;
    en = b[k].en_end;
  }
  CU_ASSERT(zh == p->zh->count && en == p->en->count);
}

/* ---- constraints ---- */

/* Pairs far from what would be aligned, at the ends and next to each other. */
static void pairs_hold(void)
{
  static const zhen_constraint cases[][3] = {
      {{.bead = {0, 3, 0, 1, 0}}},
      {{.bead = {29, 32, 33, 36, 0}}},
      {{.bead = {10, 11, 2, 3, 0}}},
      {{.bead = {10, 11, 2, 3, 0}}, {.bead = {11, 13, 3, 4, 0}}},
      {{.bead = {20, 21, 22, 30, 0}}, {.bead = {0, 1, 0, 2, 0}}},
      {{.bead = {5, 13, 5, 13, 0}}, {.bead = {20, 21, 14, 15, 0}}}};
  sides p = open_harbour();

  for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
    size_t n = cases[c][1].bead.zh_end ? 2 : 1;
    zhen_alignment *a = align(&p, cases[c], n);

    check_partition(a, &p);
    for (size_t k = 0; k < n; k++) {
      const zhen_bead *b = find(a, &cases[c][k].bead);

      CU_ASSERT_FATAL(b != NULL);
      CU_ASSERT((double)b->score > .9999);
    }
    zhen_alignment_free(a);
  }
  zhen_article_free(p.article);
}

/* A constraint that agrees with the alignment changes nothing. */
static void holding_what_is_found_keeps_it(void)
{
  sides p = open_harbour();
  zhen_alignment *a = align(&p, NULL, 0), *b;
  size_t count, again;
  const zhen_bead *beads = zhen_alignment_beads(a, &count), *held;
  zhen_constraint *constraints = calloc(count, sizeof *constraints);

  CU_ASSERT_FATAL(constraints != NULL);
  for (size_t k = 0; k < count; k++)
    constraints[k].bead = beads[count - 1 - k]; /* in any order */
  b = align(&p, constraints, count);
  held = zhen_alignment_beads(b, &again);
  CU_ASSERT_EQUAL_FATAL(count, again);
  for (size_t k = 0; k < count; k++)
    CU_ASSERT(same(&beads[k], &held[k]));
  free(constraints);
  zhen_alignment_free(a);
  zhen_alignment_free(b);
  zhen_article_free(p.article);
}

/* Every bead can be refused: then it does not occur, and all others may. */
static void what_is_refused_is_not_there(void)
{
  sides p = open_harbour();
  zhen_alignment *a = align(&p, NULL, 0);
  size_t count;
  const zhen_bead *beads = zhen_alignment_beads(a, &count);

  for (size_t k = 0; k < count; k++) {
    const zhen_constraint refused = {.bead = beads[k], .refuse = true};
    zhen_alignment *b = align(&p, &refused, 1);

    check_partition(b, &p);
    if (beads[k].zh_begin < beads[k].zh_end &&
        beads[k].en_begin < beads[k].en_end)
      CU_ASSERT_PTR_NULL(find(b, &beads[k]));
    zhen_alignment_free(b);
  }
  zhen_alignment_free(a);
  zhen_article_free(p.article);
}

static bool is_unaligned(const zhen_alignment *a, uint32_t zh, uint32_t en)
{
  size_t count;
  const zhen_bead *b = zhen_alignment_beads(a, &count);

  for (size_t k = 0; k < count; k++)
    if ((zh >= b[k].zh_begin && zh < b[k].zh_end &&
         b[k].en_begin == b[k].en_end) ||
        (en >= b[k].en_begin && en < b[k].en_end &&
         b[k].zh_begin == b[k].zh_end))
      return true;
  return false;
}

static void sentences_are_unaligned_or_not(void)
{
  const zhen_constraint unaligned[] = {{.bead = {3, 5, 0, 0, 0}},
                                       {.bead = {0, 0, 20, 21, 0}}};
  const zhen_constraint attached = {.bead = {9, 10, 0, 0, 0}, .refuse = true};
  sides p = open_harbour();
  zhen_alignment *a = align(&p, unaligned, 2);

  check_partition(a, &p);
  CU_ASSERT(is_unaligned(a, 3, UINT32_MAX) && is_unaligned(a, 4, UINT32_MAX));
  CU_ASSERT(is_unaligned(a, UINT32_MAX, 20));
  zhen_alignment_free(a);
  a = align(&p, NULL, 0);
  CU_ASSERT(is_unaligned(a, 9, UINT32_MAX));
  zhen_alignment_free(a);
  a = align(&p, &attached, 1);
  check_partition(a, &p);
  CU_ASSERT(!is_unaligned(a, 9, UINT32_MAX));
  zhen_alignment_free(a);
  zhen_article_free(p.article);
}

static void contradictions_are_refused(void)
{
  static const zhen_constraint cases[][2] = {
      {{.bead = {0, 2, 0, 1, 0}}, {.bead = {1, 3, 1, 2, 0}}},
      {{.bead = {0, 1, 5, 6, 0}}, {.bead = {1, 2, 4, 5, 0}}},
      {{.bead = {0, 1, 0, 1, 0}}, {.bead = {0, 1, 0, 0, 0}}},
      {{.bead = {0, 1, 0, 1, 0}}, {.bead = {1, 2, 1, 1000, 0}}}};
  sides p = open_harbour();

  for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
    const zhen_align_options how = {
        .struct_size = sizeof how, .constraints = cases[c], .n_constraints = 2};
    zhen_alignment *a;

    CHECK_FAILS(zhen_align(&a, unit_default_lexicon(), p.zh, p.en, &how),
                ZHEN_EUSAGE, "");
    CU_ASSERT_PTR_NULL(a);
  }
  zhen_article_free(p.article);
}

/* ---- patches ---- */

/* The key of a text without white space, followed by `more`. */
static void put_key(FILE *f, const char *s, const char *more)
{
  if (!s)
    fputs("-", f);
  else
    fprintf(f, "%016llx:%zu%s", (unsigned long long)XXH64(s, strlen(s), 0),
            strlen(s), more);
}

typedef struct line {
  const char *sign, *zh, *en, *more;
} line;

static zhen_patch *make_patch(const line *lines, size_t n)
{
  char *path = unit_path("a.zpatch");
  FILE *f = fopen(path, "w");
  zhen_patch *patch;

  CU_ASSERT_FATAL(f != NULL);
  fputs("zpatch 1\n# for the tests\n", f);
  for (size_t k = 0; k < n; k++) {
    fprintf(f, "%s\t", lines[k].sign);
    put_key(f, lines[k].zh, lines[k].more);
    fputc('\t', f);
    put_key(f, lines[k].en, "");
    fputs("\twords\twords\r\n", f);
  }
  fclose(f);
  CHECK_OK(zhen_patch_read(&patch, path));
  CU_ASSERT_FATAL(patch != NULL);
  free(path);
  return patch;
}

static zhen_fitting *fit(const line *lines, size_t n, const char *zh,
                         const char *en)
{
  zhen_patch *patch = make_patch(lines, n);
  zhen_sentences *zh_lines, *en_lines;
  zhen_fitting *out;

  CHECK_OK(zhen_split_lines(&zh_lines, unit_str(zh)));
  CHECK_OK(zhen_split_lines(&en_lines, unit_str(en)));
  CHECK_OK(zhen_patch_fit(&out, patch, zh_lines, en_lines, 3));
  CU_ASSERT_FATAL(out != NULL);
  CU_ASSERT_EQUAL(out->n_constraints + out->n_misfits, n);
  zhen_sentences_free(zh_lines);
  zhen_sentences_free(en_lines);
  zhen_patch_free(patch);
  return out;
}

static void finds_content_wherever_it_stands(void)
{
  static const line lines[] = {{"+", "乙。丙。", "Bandc.", ""},
                               {"-", "戊。", "E.", ""},
                               {"+", "丁。", NULL, ""}};
  zhen_fitting *f = fit(lines, 3, "新。\n甲。\n乙。\n\n 丙。\n丁。\n戊。\n",
                        "New.\nA.\nB and c.\nE.\n");

  CU_ASSERT_EQUAL_FATAL(f->n_constraints, 3);
  CU_ASSERT(same(&f->constraints[0].bead, &(zhen_bead){2, 5, 2, 3, 0}));
  CU_ASSERT(!f->constraints[0].refuse && f->constraints[1].refuse);
  CU_ASSERT(same(&f->constraints[1].bead, &(zhen_bead){6, 7, 3, 4, 0}));
  CU_ASSERT(same(&f->constraints[2].bead, &(zhen_bead){5, 6, 0, 0, 0}));
  zhen_fitting_free(f);
}

static void never_guesses(void)
{
  static const line lines[] = {
      {"+", "没有。", "A.", ""},   /* gone */
      {"+", "甲。", "Gone.", ""},  /* gone on the other side */
      {"+", "好。", "A.", ""},     /* twice now */
      {"+", "好。", "B.", "@2/2"}, /* the second of two */
      {"+", "好。", "A.", "@2/3"}, /* of three, of which one was removed */
      {"+", "乙。", "Al", ""},     /* ends inside a sentence */
      {"+", "甲。好。乙。好。", "A.B.", ""}}; /* too many */
  static const char *const reasons[] = {
      "the Chinese is not",        "the English is not",
      "different number of times", "different number of times",
      "the English is not",        "too many sentences"};
  static const size_t at[] = {3, 4, 5, 7, 8, 9};
  zhen_fitting *f =
      fit(lines, 7, "甲。\n好。\n乙。\n好。\n", "A.\nB.\nAlso.\n");

  CU_ASSERT_EQUAL_FATAL(f->n_constraints, 1);
  CU_ASSERT(same(&f->constraints[0].bead, &(zhen_bead){3, 4, 1, 2, 0}));
  CU_ASSERT_EQUAL_FATAL(f->n_misfits, 6);
  for (size_t k = 0; k < 6; k++) {
    CU_ASSERT_EQUAL(f->misfits[k].line, at[k]);
    CU_ASSERT(strstr(f->misfits[k].reason, reasons[k]) != NULL);
  }
  zhen_fitting_free(f);
}

static void drops_lines_that_contradict_each_other(void)
{
  static const line lines[] = {{"+", "甲。", "A.", ""},
                               {"+", "甲。乙。", "A.", ""},
                               {"+", "丙。", "C.", ""},
                               {"+", "丁。", "B.", ""},
                               {"-", "丙。", "C.", ""}};
  zhen_fitting *f = fit(lines, 5, "甲。\n乙。\n丙。\n丁。\n", "A.\nB.\nC.\n");

  CU_ASSERT_EQUAL(f->n_constraints, 0);
  CU_ASSERT_EQUAL_FATAL(f->n_misfits, 5);
  for (size_t k = 0; k < 5; k++)
    CHECK_CSTR(f->misfits[k].reason, "contradicts another line of the patch");
  zhen_fitting_free(f);
}

static void reads_no_other_file(void)
{
  static const struct {
    const char *text, *why;
  } cases[] = {
      {"", "line 1: not a patch"},
      {"zpatch 2\n", "line 1: not a patch"},
      {"zpatch 1\n\n*\t-\t-\n", "line 3: not a patch line"},
      {"zpatch 1\n+\t-\t-\n", "line 2"},
      {"zpatch 1\n+\t0123:3\t-\n", "line 2"},
      {"zpatch 1\n+\t0123456789abcdef:0\t-\n", "line 2"},
      {"zpatch 1\n+\t0123456789abcdef:3@0/2\t-\n", "line 2"},
      {"zpatch 1\n+\t0123456789abcdef:3@3/2\t-\n", "line 2"},
      {"zpatch 1\n+\t0123456789abcdef:99999999999999999999999\t-\n", "line 2"},
      {"zpatch 1\n+\t0123456789abcdef:3\n", "line 2"}};
  char *path = unit_path("bad.zpatch");
  zhen_patch *patch;

  for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
    unit_write(path, cases[c].text, strlen(cases[c].text));
    CHECK_FAILS(zhen_patch_read(&patch, path), ZHEN_EINPUT, cases[c].why);
    CU_ASSERT_PTR_NULL(patch);
  }
  free(path);
  zhen_patch_free(NULL);
  zhen_fitting_free(NULL);
}

void suite_patch(void)
{
  CU_pSuite s = unit_suite("patch");

  UNIT_TEST(s, pairs_hold);
  UNIT_TEST(s, holding_what_is_found_keeps_it);
  UNIT_TEST(s, what_is_refused_is_not_there);
  UNIT_TEST(s, sentences_are_unaligned_or_not);
  UNIT_TEST(s, contradictions_are_refused);
  UNIT_TEST(s, finds_content_wherever_it_stands);
  UNIT_TEST(s, never_guesses);
  UNIT_TEST(s, drops_lines_that_contradict_each_other);
  UNIT_TEST(s, reads_no_other_file);
}
