/* SPDX-License-Identifier: Apache-2.0 */
/* Word order: computed from its definition, and on clear cases. */
#include "align/score/order.h"
#include "tokens/open.h"
#include "unit.h"
#include "unit_lexicon.h"

#include <math.h>
#include <string.h>

typedef struct texts {
  zhen_sentences *zh, *en;
  document d;
} texts;

static texts read_texts(const char *zh, const char *en)
{
  texts t = {0};

  CHECK_OK(zhen_split_lines(&t.zh, unit_str(zh)));
  CHECK_OK(zhen_split_lines(&t.en, unit_str(en)));
  CU_ASSERT_FATAL(t.zh != NULL && t.en != NULL);
  CHECK_OK(document_open(&t.d, unit_default_lexicon(), t.zh, t.en, NULL));
  return t;
}

static void dispose(texts *t)
{
  document_close(&t->d);
  zhen_sentences_free(t->zh);
  zhen_sentences_free(t->en);
}

/* ---- by definition ---- */

static double chars_between(const side *s, uint32_t from, uint32_t to)
{
  double sum = 0;

  for (uint32_t u = from; u < to; u++)
    sum += (double)s->units[u].chars;
  return sum;
}

static double share(const side *s, uint32_t from, uint32_t to, uint32_t u,
                    uint32_t k)
{
  double in = (double)s->units[u].chars * s->tokens.notes[k] / POSITION_END;

  return (chars_between(s, from, u) + in) / chars_between(s, from, to);
}

static bool is_edge(const document *d, uint32_t zh, uint32_t en)
{
  for (uint32_t e = d->edges.first[zh]; e < d->edges.first[zh + 1]; e++)
    if (d->edges.at[e] == en)
      return true;
  return false;
}

static double density(double pz, double pe)
{
  const align_params *p = &align_defaults;
  double s = p->order_scale, sum = 0;
  enum { STEPS = 20000 };

  for (int k = 0; k < STEPS; k++) /* the integral over all places */
    sum += exp(-fabs((k + .5) / STEPS - pz) / s) / STEPS;
  return p->order_free + (1 - p->order_free) * exp(-fabs(pe - pz) / s) / sum;
}

static double naive_token(const document *d, uint32_t k, double pz)
{
  const side *zh = &d->zh, *en = &d->en;
  uint32_t m = (uint32_t)en->n_units, type = zh->tokens.at[k];
  double h = align_defaults.hit[zh->types[type].kind];
  double f = 0, n = 0, tokens = 0, chance;

  for (uint32_t u = 0; u < m; u++) {
    tokens += en->units[u].n_tokens;
    for (uint32_t e = en->tokens.first[u]; e < en->tokens.first[u + 1]; e++)
      if (en->tokens.notes[e] != POSITION_NONE &&
          is_edge(d, type, en->tokens.at[e])) {
        f += density(pz, share(en, 0, m, u, e));
        n++;
      }
  }
  chance = 1 - pow(exp(zh->miss_chance[type]), tokens);
  return n > 0 ? log1p(h / (h + (1 - h) * chance) * (f / n - 1)) : 0;
}

/* For one bead that contains everything. */
static double naive_term(const document *d)
{
  const side *zh = &d->zh;
  uint32_t n = (uint32_t)zh->n_units;
  double sum = 0;

  for (uint32_t u = 0; u < n; u++)
    for (uint32_t k = zh->tokens.first[u]; k < zh->tokens.first[u + 1]; k++)
      if (zh->tokens.notes[k] != POSITION_NONE)
        sum += naive_token(d, k, share(zh, 0, n, u, k));
  return align_defaults.order_weight * sum;
}

static double whole_term(const document *d)
{
  uint32_t n = (uint32_t)d->zh.n_units, m = (uint32_t)d->en.n_units;
  double term, again;
  links l;
  order *o;

  CHECK_OK(links_open(&l, d));
  CHECK_OK(order_open(&o, &l, &align_defaults));
  CHECK_OK(links_read(&l, (whole_bead){0, n, 0, m}));
  CHECK_OK(order_read(o));
  term = order_term(o, l.bead);
  again = order_term(o, l.bead);
  CU_ASSERT_DOUBLE_EQUAL(term, again, 0);
  order_close(o);
  links_close(&l);
  return term;
}

static void is_what_it_is_defined_as(void)
{
  texts t = read_texts(
      "三万名工人在2019年离开了工厂，回到了河边的村庄。\n医生在图书馆里读书，学"
      "生"
      "在学校里吃苹果。",
      "In 2019, thirty thousand workers left the factory for villages by the "
      "river.\nThe doctor read in the library.\nThe students ate apples at "
      "school.");

  CU_ASSERT_DOUBLE_EQUAL(whole_term(&t.d), naive_term(&t.d), 1e-3);
  CU_ASSERT(fabs(whole_term(&t.d)) > .1);
  dispose(&t);
}

/* ---- clear cases ---- */

static double term_of(const char *zh, const char *en)
{
  texts t = read_texts(zh, en);
  double term = whole_term(&t.d);

  dispose(&t);
  return term;
}

static void same_order_is_evidence(void)
{
  const char *zh = "医生读书，学生吃苹果，工人离开工厂。";
  double same = term_of(zh, "Doctors read books, students eat apples, workers "
                            "leave factories.");
  double reversed = term_of(zh, "Factories are left by workers, apples eaten "
                                "by students, books read by doctors.");

  CU_ASSERT(same > 0);
  CU_ASSERT(reversed < 0);
}

static void a_text_too_many_moves_all(void)
{
  const char *zh = "医生读书，学生吃苹果，工人离开工厂。";
  const char *en = "Doctors read books, students eat apples, workers leave "
                   "factories.";
  const char *more = "Doctors read books, students eat apples, workers leave "
                     "factories.\nNobody had ever warned them that this was "
                     "going to happen so soon, and it was raining.";

  CU_ASSERT(term_of(zh, more) < term_of(zh, en));
}

static void nothing_in_common_says_nothing(void)
{
  CU_ASSERT_DOUBLE_EQUAL(term_of("医生。", "Rivers."), 0, 0);
}

void suite_order(void)
{
  CU_pSuite s = unit_suite("order");

  UNIT_TEST(s, is_what_it_is_defined_as);
  UNIT_TEST(s, same_order_is_evidence);
  UNIT_TEST(s, a_text_too_many_moves_all);
  UNIT_TEST(s, nothing_in_common_says_nothing);
}
