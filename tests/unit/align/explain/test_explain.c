/* SPDX-License-Identifier: Apache-2.0 */
/* Explanations: the terms of the search, the positions of the words. */
#include "align/explain/kept.h"
#include "align/corridor/find.h"
#include "align/explain/local_path.h"
#include "align/search/lattice.h"
#include "base/buf.h"
#include "unit.h"
#include "unit_lexicon.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- helpers ---- */

typedef struct explained {
  zhen_article *article;
  const zhen_sentences *zh, *en;
  zhen_alignment *a;
  const zhen_bead *beads;
  size_t count;
} explained;

static explained align_sample(const char *first, const char *second)
{
  const zhen_input zh = {.name = first}, en = {.name = second};
  const zhen_align_options how = {.struct_size = sizeof how, .explain = true};
  explained x = {0};

  CHECK_OK(zhen_article_read(&x.article, &zh, second ? &en : NULL, NULL));
  CU_ASSERT_FATAL(x.article != NULL);
  x.zh = x.article->zh.sentences;
  x.en = x.article->en.sentences;
  CHECK_OK(zhen_align(&x.a, unit_default_lexicon(), x.zh, x.en, &how));
  CU_ASSERT_FATAL(x.a != NULL);
  x.beads = zhen_alignment_beads(x.a, &x.count);
  return x;
}

static void dispose(explained *x)
{
  zhen_alignment_free(x->a);
  zhen_article_free(x->article);
}

static explained harbour(void)
{
  return align_sample(SAMPLES "/harbour.zh.txt", SAMPLES "/harbour.en.txt");
}

static zhen_explanation *explain(const explained *x, const zhen_bead *bead)
{
  zhen_explanation *e;

  CHECK_OK(zhen_explain(&e, x->a, x->zh, x->en, bead, true));
  CU_ASSERT_FATAL(e != NULL);
  return e;
}

static bool near(double a, double b)
{
  return fabs(a - b) < 1e-3;
}

static zhen_str position_str(const zhen_sentences *s,
                             const zhen_word_position *p)
{
  zhen_str text = zhen_sentence_str(s, p->sentence);

  CU_ASSERT_FATAL(p->begin < p->end && p->end <= text.len);
  return (zhen_str){text.ptr + p->begin, p->end - p->begin};
}

static const zhen_word_match *find_match(const explained *x,
                                         const zhen_explanation *e,
                                         const char *zh, const char *en)
{
  for (size_t k = 0; k < e->n_matches; k++) {
    zhen_str z = position_str(x->zh, &e->matches[k].zh);
    zhen_str n = position_str(x->en, &e->matches[k].en);

    if (z.len == strlen(zh) && memcmp(z.ptr, zh, z.len) == 0 &&
        n.len == strlen(en) && memcmp(n.ptr, en, n.len) == 0)
      return &e->matches[k];
  }
  return NULL;
}

/* ---- the sum ---- */

/* Every step of the search has the score that its terms add up to. */
static void check_steps(const char *first, const char *second)
{
  explained x = align_sample(first, second);
  const explain_data *v = x.a->explain_data;
  lattice l = {0};
  size_t steps = 0;

  CHECK_OK(corridor_find(&l.corridor, &v->d, 8));
  CHECK_OK(lattice_fill(&l, &v->in, &v->m, true));
  for (uint32_t i = 0; i <= l.corridor.n; i++)
    for (uint32_t j = l.corridor.low[i]; j <= l.corridor.high[i]; j++) {
      size_t cell = corridor_cell(&l.corridor, i, j);

      for (size_t e = l.first[cell]; e < l.first[cell + 1]; e++) {
        const lattice_edge *edge = &l.edges[e];
        double got = terms_sum(&v->scorer, (step){i, j, edge->zh, edge->en});

        steps++;
        if ((double)edge->score > IMPOSSIBLE / 2 &&
            !near(got, (double)edge->score)) {
          CU_FAIL("the terms are not those of the search");
          i = (uint32_t)l.corridor.n;
          break;
        }
      }
    }
  CU_ASSERT(steps > 10);
  lattice_dispose(&l);
  dispose(&x);
}

static void adds_up_to_what_the_search_used(void)
{
  check_steps(SAMPLES "/harbour.zh.txt", SAMPLES "/harbour.en.txt");
  check_steps(SAMPLES "/reading-room.txt", NULL);
  check_steps(SAMPLES "/headline.txt", NULL);
}

static void sums_terms_and_words(void)
{
  explained x = harbour();

  for (size_t k = 0; k < x.count; k++) {
    zhen_explanation *e = explain(&x, &x.beads[k]);
    double sum = 0, matched = 0, unmatched = 0;

    for (int t = 0; t < ZHEN_TERMS; t++)
      sum += e->terms[t];
    for (size_t m = 0; m < e->n_matches; m++)
      matched += e->matches[m].contribution;
    for (size_t m = 0; m < e->n_unmatched; m++)
      unmatched += e->unmatched[m].contribution;
    CU_ASSERT(near(e->score, sum));
    CU_ASSERT(near(e->terms[ZHEN_TERM_MATCHED], matched));
    CU_ASSERT(near(e->terms[ZHEN_TERM_UNMATCHED], unmatched));
    CU_ASSERT(e->parts >= 1);
    zhen_explanation_free(e);
  }
  dispose(&x);
}

/* ---- the words ---- */

static void says_where_words_stand(void)
{
  explained x = harbour();
  size_t words = 0;

  for (size_t k = 0; k < x.count; k++) {
    zhen_explanation *e = explain(&x, &x.beads[k]);

    for (size_t m = 0; m < e->n_matches; m++) {
      const zhen_word_match *match = &e->matches[m];

      CU_ASSERT(position_str(x.zh, &match->zh).len > 0);
      CU_ASSERT(position_str(x.en, &match->en).len > 0);
      CU_ASSERT(match->zh.sentence >= x.beads[k].zh_begin &&
                match->zh.sentence < x.beads[k].zh_end);
      CU_ASSERT(match->en.sentence >= x.beads[k].en_begin &&
                match->en.sentence < x.beads[k].en_end);
      CU_ASSERT(m == 0 ||
                e->matches[m - 1].contribution >= match->contribution);
      words++;
    }
    for (size_t m = 0; m < e->n_unmatched; m++)
      CU_ASSERT(position_str(e->unmatched[m].is_en ? x.en : x.zh,
                             &e->unmatched[m].position)
                    .len > 0);
    zhen_explanation_free(e);
  }
  CU_ASSERT(words > 100);
  dispose(&x);
}

static void tells_numbers_and_names(void)
{
  explained x = harbour();
  bool number = false, name = false, word = false;

  for (size_t k = 0; k < x.count; k++) {
    zhen_explanation *e = explain(&x, &x.beads[k]);
    const zhen_word_match *m = find_match(&x, e, "12.6亿", "1.26 billion");

    if (m) {
      number = m->kind == ZHEN_MATCH_NUMBER && near(m->value / 1e9, 1.26);
      CU_ASSERT(m->contribution > 2);
    }
    m = find_match(&x, e, "海生", "Haisheng");
    name = name || (m && m->kind == ZHEN_MATCH_NAME);
    m = find_match(&x, e, "码头", "quay");
    word = word || (m && m->kind == ZHEN_MATCH_WORD);
    zhen_explanation_free(e);
  }
  CU_ASSERT(number && name && word);
  dispose(&x);
}

static void measures_lengths(void)
{
  explained x = harbour();
  zhen_bead b = x.beads[1], longer = b;
  zhen_explanation *e = explain(&x, &b), *off;

  CU_ASSERT(fabs(e->deviation) < 2 && e->expected > 50);
  longer.en_end += 3;
  off = explain(&x, &longer);
  CU_ASSERT(off->deviation > e->deviation + 1);
  CU_ASSERT(off->terms[ZHEN_TERM_LENGTH] < e->terms[ZHEN_TERM_LENGTH]);
  zhen_explanation_free(e);
  zhen_explanation_free(off);
  dispose(&x);
}

/* ---- rivals ---- */

/* A rival shares sentences with the bead, but differs; it scores worse. */
static void finds_the_best_rejected_way(void)
{
  explained x = harbour();
  size_t rivals = 0, ahead = 0;

  for (size_t k = 0; k < x.count; k++) {
    zhen_explanation *e = explain(&x, &x.beads[k]);
    const zhen_bead *b = &x.beads[k];

    for (size_t r = 0; r < e->n_rival; r++) {
      const zhen_bead *o = &e->rival[r];

      CU_ASSERT(memcmp(&o->zh_begin, &b->zh_begin, 4 * sizeof(uint32_t)) != 0);
      CU_ASSERT(r == 0 || (o->zh_begin == e->rival[r - 1].zh_end &&
                           o->en_begin == e->rival[r - 1].en_end));
    }
    rivals += e->n_rival > 0;
    ahead += e->n_rival > 0 && e->margin > 0;
    zhen_explanation_free(e);
  }
  CU_ASSERT(rivals == x.count && ahead > rivals * 9 / 10);
  dispose(&x);
}

/* A clearly wrong bead scores worse than its rival, the aligned one. */
static void prefers_what_was_aligned(void)
{
  explained x = harbour();
  zhen_bead wrong = x.beads[3];
  zhen_explanation *e;

  wrong.en_begin = x.beads[4].en_begin;
  wrong.en_end = x.beads[4].en_end;
  e = explain(&x, &wrong);
  CU_ASSERT(e->margin < 0);
  CU_ASSERT(e->score < 0);
  zhen_explanation_free(e);
  dispose(&x);
}

enum { GAP = 20, GAP_AT = 6 };

/* The sample with sentences that only the Chinese side has. */
static explained harbour_with_gap(zhen_sentences **zh, buf *text)
{
  const zhen_align_options how = {.struct_size = sizeof how, .explain = true};
  explained x = harbour();

  for (size_t i = 0; i < x.zh->count; i++) {
    zhen_str s = zhen_sentence_str(x.zh, i);

    for (int n = 0; i == GAP_AT && n < GAP; n++)
      buf_printf(text, "第%d条说，图书馆的书不能带到花园里看。\n", n);
    buf_printf(text, "%.*s\n", (int)s.len, s.ptr);
  }
  CHECK_OK(zhen_split_lines(zh, (zhen_str){text->ptr, text->len}));
  zhen_alignment_free(x.a);
  x.zh = *zh;
  CHECK_OK(zhen_align(&x.a, unit_default_lexicon(), x.zh, x.en, &how));
  x.beads = zhen_alignment_beads(x.a, &x.count);
  return x;
}

/* A long run of unaligned sentences costs what it costs in the search. */
static void knows_runs_of_any_length(void)
{
  zhen_sentences *zh;
  buf text = {0};
  explained x = harbour_with_gap(&zh, &text);
  const explain_data *v = x.a->explain_data;
  const uint32_t *unit_of = v->d.zh.unit_of;
  const path_limits gap = {
      .at = {{unit_of[GAP_AT], 0}, {unit_of[GAP_AT + GAP], 0}}};
  size_t found = 0;
  local_path w;

  CHECK_OK(local_path_find(&w, &v->scorer, &gap));
  CU_ASSERT(w.count == 1);
  CU_ASSERT(w.score < v->m.p->prior_null_zh + v->m.p->null_gap + 1);
  local_path_dispose(&w);
  for (size_t k = 0; k < x.count; k++) {
    const zhen_bead *b = &x.beads[k];
    zhen_explanation *e = explain(&x, b);

    CU_ASSERT(e->margin > 0);
    for (size_t r = 0; r < e->n_rival && b->en_begin == b->en_end; r++)
      CU_ASSERT(e->rival[r].en_begin < e->rival[r].en_end ||
                e->rival[r].zh_begin > b->zh_begin ||
                e->rival[r].zh_end <= b->zh_begin);
    found += b->en_begin == b->en_end && b->zh_begin >= GAP_AT &&
             b->zh_end <= GAP_AT + GAP;
    zhen_explanation_free(e);
  }
  CU_ASSERT(found == GAP);
  dispose(&x);
  zhen_sentences_free(zh);
  buf_dispose(&text);
}

/* ---- factors ---- */

/* The probability is a product; an unaligned sentence has no bounds. */
static void factors_the_probability(void)
{
  explained x = harbour();
  zhen_bead pair = x.beads[3], alone = pair;
  zhen_explanation *e;

  free(x.a->within);
  x.a->within = NULL;
  pair.score = .2;
  e = explain(&x, &pair);
  CU_ASSERT_DOUBLE_EQUAL(e->parallel, 1, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(e->bounds, .2, 1e-9);
  zhen_explanation_free(e);

  x.a->within = calloc(x.count, sizeof *x.a->within);
  CU_ASSERT_FATAL(x.a->within != NULL);
  x.a->within[3] = .25F;
  e = explain(&x, &pair);
  CU_ASSERT_DOUBLE_EQUAL(e->parallel, .25, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(e->bounds, .8, 1e-9);
  zhen_explanation_free(e);

  pair.score = .5;
  alone.en_end = alone.en_begin;
  e = explain(&x, &pair);
  CU_ASSERT_DOUBLE_EQUAL(e->bounds, 1, 1e-9);
  zhen_explanation_free(e);
  e = explain(&x, &alone);
  CU_ASSERT_DOUBLE_EQUAL(e->parallel, .25, 1e-9);
  CU_ASSERT(e->bounds < 0);
  zhen_explanation_free(e);
  x.a->within[3] = .001F;
  e = explain(&x, &pair);
  CU_ASSERT(e->bounds < 0);
  zhen_explanation_free(e);
  dispose(&x);
}

/* ---- usage errors ---- */

static void refuses_what_is_not_there(void)
{
  explained x = harbour();
  zhen_bead bad = {0, 1, 0, (uint32_t)x.en->count + 1, 0},
            none = {1, 1, 2, 2, 0};
  zhen_explanation *e;
  zhen_alignment *bare;

  CHECK_FAILS(zhen_explain(&e, x.a, x.zh, x.en, &bad, false), ZHEN_EUSAGE,
              "no bead");
  CU_ASSERT_PTR_NULL(e);
  CHECK_FAILS(zhen_explain(&e, x.a, x.zh, x.en, &none, false), ZHEN_EUSAGE,
              "no bead");
  CHECK_OK(zhen_align(&bare, unit_default_lexicon(), x.zh, x.en, NULL));
  CHECK_FAILS(zhen_explain(&e, bare, x.zh, x.en, &x.beads[0], false),
              ZHEN_EUSAGE,
              "has no data to explain it; align with the option explain");
  zhen_alignment_free(bare);
  zhen_explanation_free(NULL);
  dispose(&x);
}

static void names_everything(void)
{
  for (int t = 0; t < ZHEN_TERMS; t++)
    CU_ASSERT(strlen(zhen_term_name((zhen_term)t)) > 3);
  for (int k = 0; k < ZHEN_MATCH_KINDS; k++)
    CU_ASSERT(strlen(zhen_word_match_name((zhen_word_match_kind)k)) > 3);
}

void suite_explain(void)
{
  CU_pSuite s = unit_suite("explain");

  UNIT_TEST(s, adds_up_to_what_the_search_used);
  UNIT_TEST(s, sums_terms_and_words);
  UNIT_TEST(s, says_where_words_stand);
  UNIT_TEST(s, tells_numbers_and_names);
  UNIT_TEST(s, measures_lengths);
  UNIT_TEST(s, finds_the_best_rejected_way);
  UNIT_TEST(s, prefers_what_was_aligned);
  UNIT_TEST(s, knows_runs_of_any_length);
  UNIT_TEST(s, factors_the_probability);
  UNIT_TEST(s, refuses_what_is_not_there);
  UNIT_TEST(s, names_everything);
}
