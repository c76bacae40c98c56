/* SPDX-License-Identifier: Apache-2.0 */
/* Crossed beads: term by term, and on clear cases. */
#include "align/score/whole.h"
#include "tokens/open.h"
#include "unit.h"
#include "unit_lexicon.h"

#include <float.h>
#include <math.h>

/* Texts that are one bead. */
typedef struct texts {
  zhen_sentences *zh, *en;
  document d;
  align_params p;
  score_model m;
  align_input in;
  term_scorer scorer; /* indexed */
  whole w;
  whole_bead bead;
} texts;

/* A text is not moved after this. */
static void read_texts(texts *t, const char *zh, const char *en, double price)
{
  *t = (texts){.p = align_defaults};
  t->p.cross = t->p.cross_sentence = price;
  CHECK_OK(zhen_split_lines(&t->zh, unit_str(zh)));
  CHECK_OK(zhen_split_lines(&t->en, unit_str(en)));
  CU_ASSERT_FATAL(t->zh != NULL && t->en != NULL);
  CHECK_OK(document_open(&t->d, unit_default_lexicon(), t->zh, t->en, NULL));
  CHECK_OK(score_model_make(&t->m, &t->d, &t->p, ZHEN_BEAD_MAX));
  t->in = (align_input){.d = &t->d};
  t->scorer = (term_scorer){.in = &t->in, .m = &t->m};
  CHECK_OK(terms_index(&t->scorer));
  CHECK_OK(whole_open(&t->w, &t->in, &t->m));
  t->bead =
      (whole_bead){0, (uint32_t)t->d.zh.n_units, 0, (uint32_t)t->d.en.n_units};
}

static void dispose(texts *t)
{
  whole_close(&t->w);
  terms_unindex(&t->scorer);
  score_model_dispose(&t->m);
  document_close(&t->d);
  zhen_sentences_free(t->zh);
  zhen_sentences_free(t->en);
}

static crossing cross(texts *t)
{
  CHECK_OK(whole_read(&t->w, t->bead));
  return whole_cross(&t->w);
}

static double sum_of_terms(texts *t, crossing c)
{
  double terms[ZHEN_TERMS] = {0}, sum = 0;

  whole_cross_terms(&t->w, &t->scorer, &c, terms);
  CU_ASSERT_DOUBLE_EQUAL(terms[ZHEN_TERM_CROSSED], t->p.cross, 0);
  for (int k = 0; k < ZHEN_TERMS; k++)
    sum += terms[k];
  return sum;
}

static const char CLAUSES[] =
    "投票率是百分之三十八，工人离开了工厂，医生读书。";
static const char CROSSED[] =
    "The workers left the factory, and the doctor read books.\n"
    "The turnout was 38 percent.";
static const char STRAIGHT[] =
    "The turnout was 38 percent.\n"
    "The workers left the factory, and the doctor read books.";

static void its_score_is_the_sum_of_its_terms(void)
{
  const char *const forms[] = {CROSSED, STRAIGHT};

  for (int k = 0; k < 2; k++) {
    texts t;
    crossing c;

    read_texts(&t, CLAUSES, forms[k], -4);
    c = cross(&t);
    CU_ASSERT_FATAL(c.score > -DBL_MAX);
    CU_ASSERT_DOUBLE_EQUAL(c.score, sum_of_terms(&t, c), 1e-4);
    dispose(&t);
  }
}

static void it_is_cut_where_both_halves_fit(void)
{
  texts t;
  crossing c;

  read_texts(&t, CLAUSES, CROSSED, -4);
  c = cross(&t);
  CU_ASSERT_EQUAL(c.zh, 1);
  CU_ASSERT_EQUAL(c.en, 1);
  dispose(&t);
}

static double weight_of(const char *en, double price)
{
  double weight;
  texts t;

  read_texts(&t, CLAUSES, en, price);
  CHECK_OK(whole_read(&t.w, t.bead));
  weight = whole_weight(&t.w, 0);
  dispose(&t);
  return weight;
}

static void only_halves_that_changed_places_gain(void)
{
  CU_ASSERT(weight_of(CROSSED, -4) > weight_of(CROSSED, IMPOSSIBLE) + 1);
  CU_ASSERT_DOUBLE_EQUAL(weight_of(STRAIGHT, -4),
                         weight_of(STRAIGHT, IMPOSSIBLE), .1);
}

static void what_is_one_clause_cannot_cross(void)
{
  texts t;

  read_texts(&t, "医生读书。", CROSSED, -4);
  CU_ASSERT(cross(&t).score <= -DBL_MAX);
  dispose(&t);
}

void suite_whole(void)
{
  CU_pSuite s = unit_suite("whole");

  UNIT_TEST(s, its_score_is_the_sum_of_its_terms);
  UNIT_TEST(s, it_is_cut_where_both_halves_fit);
  UNIT_TEST(s, only_halves_that_changed_places_gain);
  UNIT_TEST(s, what_is_one_clause_cannot_cross);
}
