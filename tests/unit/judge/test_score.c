/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"
#include "unit_lexicon.h"

#include <math.h>
#include <string.h>
#include <zhen/score.h>

static zhen_scorer *open_scorer(double prior)
{
  zhen_scorer_options how = ZHEN_SCORER_OPTIONS_INIT;
  zhen_scorer *s;

  how.prior = prior;
  CHECK_OK(zhen_scorer_open(&s, unit_default_lexicon(), &how));
  CU_ASSERT_FATAL(s != NULL);
  return s;
}

static zhen_pair pair_of(const char *zh, const char *en)
{
  return (zhen_pair){unit_str(zh), unit_str(en), -1};
}

static zhen_pair_score score(const zhen_scorer *s, zhen_pair pair)
{
  zhen_pair_score out = {0};

  CHECK_OK(zhen_score_pairs(s, &pair, 1, 1, &out));
  return out;
}

static void names_the_reasons(void)
{
  zhen_scorer *s = open_scorer(0);
  zhen_pair_score right, wrong;

  right =
      score(s, pair_of("他在1998年去了北京。", "He went to Beijing in 1998."));
  wrong = score(s, pair_of("他没有在1998年去北京。",
                           "He went to Beijing in 1989 with Mr Halloran."));
  CU_ASSERT(right.probability > wrong.probability);
  CU_ASSERT(right.matched_en > wrong.matched_en);
  CU_ASSERT(right.number_zh.len == 0 && right.name_en.len == 0);
  CHECK_STR(wrong.number_zh, "1998");
  CHECK_STR(wrong.number_en, "1989");
  CHECK_STR(wrong.name_en, "Halloran");
  CU_ASSERT(wrong.negation_zh && !wrong.negation_en);
  zhen_scorer_close(s);
}

static void shows_what_was_added(void)
{
  zhen_scorer *s = open_scorer(0);
  zhen_pair_score more = score(
      s, pair_of("我们昨天买了一辆新汽车。",
                 "Yesterday we bought a new car. The committee rejected the "
                 "budget because several members were absent."));

  CU_ASSERT(more.unmatched_zh.len == 0);
  CU_ASSERT(more.unmatched_en.len > 40);
  CU_ASSERT(more.probability < .5);
  zhen_scorer_close(s);
}

static void gives_an_empty_side_zero(void)
{
  zhen_scorer *s = open_scorer(.99);

  CU_ASSERT(score(s, pair_of("", "Hello")).empty);
  CU_ASSERT(score(s, pair_of("你好", " \xE3\x80\x80")).probability == 0);
  CU_ASSERT(!score(s, pair_of("你好", "Hello")).empty);
  zhen_scorer_close(s);
}

/* Bayes: the odds of two priors differ by a factor. */
static void follows_the_prior(void)
{
  zhen_scorer *half = open_scorer(.5), *most = open_scorer(.9);
  zhen_pair pair = pair_of("他喜欢喝茶。", "He likes tea.");
  double a = score(half, pair).probability, b = score(most, pair).probability;

  CU_ASSERT(fabs(b / (1 - b) / (a / (1 - a)) / 9 - 1) < 1e-6);
  zhen_scorer_close(half);
  zhen_scorer_close(most);
}

static void refuses_a_prior_of_one(void)
{
  zhen_scorer_options how = ZHEN_SCORER_OPTIONS_INIT;
  zhen_scorer *s;

  how.prior = 1;
  CHECK_FAILS(zhen_scorer_open(&s, unit_default_lexicon(), &how), ZHEN_EUSAGE,
              "prior");
  how.prior = NAN;
  CHECK_FAILS(zhen_scorer_open(&s, unit_default_lexicon(), &how), ZHEN_EUSAGE,
              "prior");
  CU_ASSERT(s == NULL);
}

static bool has_words(const zhen_pair_explanation *e, const char *zh,
                      const char *en, const char *kind)
{
  for (size_t i = 0; i < e->count; i++) {
    const zhen_word_pair *w = &e->words[i];

    if (w->zh.len == strlen(zh) && memcmp(w->zh.ptr, zh, w->zh.len) == 0 &&
        w->en.len == strlen(en) && memcmp(w->en.ptr, en, w->en.len) == 0)
      return strcmp(w->kind, kind) == 0;
  }
  return false;
}

static void explains_a_pair(void)
{
  zhen_scorer *s = open_scorer(0);
  zhen_pair pair = pair_of("公司雇用了350名工人，张勇很高兴。",
                           "The company hired 850 workers; Zhang Yong was glad "
                           "about the factory.");
  zhen_pair empty = pair_of("", "Hello");
  zhen_pair_explanation *e;

  CHECK_OK(zhen_pair_explain(s, &pair, &e));
  CU_ASSERT(e->score.probability == score(s, pair).probability);
  CU_ASSERT(has_words(e, "公司", "company", "dictionary"));
  CU_ASSERT(has_words(e, "350", "", "number"));
  CU_ASSERT(has_words(e, "", "850", "number"));
  CU_ASSERT(has_words(e, "", "factory", "none"));
  zhen_pair_explanation_free(e);
  CHECK_OK(zhen_pair_explain(s, &empty, &e));
  CU_ASSERT(e->score.empty && e->count == 0);
  zhen_pair_explanation_free(e);
  zhen_scorer_close(s);
}

/* Neither the other pairs nor the threads change a score. */
static void scores_a_pair_alone(void)
{
  enum { N = 1200 };
  static zhen_pair pairs[N];
  static zhen_pair_score one[N], three[N];
  zhen_scorer *s = open_scorer(0);

  for (size_t i = 0; i < N; i++)
    pairs[i] = i % 2 ? pair_of("张勇去了上海。", "Zhang Yong went to Shanghai.")
                     : pair_of("天气很好。", "Where is the zhang?");
  CHECK_OK(zhen_score_pairs(s, pairs, N, 1, one));
  CHECK_OK(zhen_score_pairs(s, pairs, N, 3, three));
  for (size_t i = 0; i < N; i++)
    if (one[i].probability != three[i].probability ||
        one[i].probability != one[i % 2].probability)
      CU_FAIL("a score depends on its place");
  CU_ASSERT(one[0].probability == score(s, pairs[0]).probability);
  zhen_scorer_close(s);
}

void suite_score(void)
{
  CU_pSuite s = unit_suite("score");

  UNIT_TEST(s, names_the_reasons);
  UNIT_TEST(s, shows_what_was_added);
  UNIT_TEST(s, gives_an_empty_side_zero);
  UNIT_TEST(s, follows_the_prior);
  UNIT_TEST(s, refuses_a_prior_of_one);
  UNIT_TEST(s, explains_a_pair);
  UNIT_TEST(s, scores_a_pair_alone);
}
