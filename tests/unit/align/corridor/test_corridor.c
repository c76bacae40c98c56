/* SPDX-License-Identifier: Apache-2.0 */
/* The corridor of documents with known anchors. */
#include "align/corridor/find.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

enum { MARGIN = 8 };

static const uint32_t NOWHERE = UINT32_MAX;

/* The translation of Chinese unit i; NOWHERE if there is none. */
typedef uint32_t place_of(uint32_t i);

static void add_units(side *s, size_t n)
{
  s->n_sentences = n;
  s->unit_of = calloc(n + 1, sizeof *s->unit_of);
  CU_ASSERT_FATAL(s->unit_of != NULL);
  for (size_t i = 0; i <= n; i++)
    s->unit_of[i] = (uint32_t)i;
}

static void add_unit(document *d, side *s, uint32_t i, const char *key)
{
  unit u = {.sentence = i, .ends_sentence = true, .chars = 10};
  uint32_t type;

  CHECK_OK(side_begin_unit(s, u));
  CHECK_OK(side_add_token(d, s, TOKEN_WORD, unit_str(key), &type));
}

/* Words with the same spelling translate each other. */
static void connect(document *d)
{
  for (size_t t = 0; t < d->zh.n_types; t++) {
    uint32_t en = interner_find(&d->en.names, unit_str(d->zh.types[t].key));

    CHECK_OK(rows_begin(&d->edges));
    if (en != INTERNER_NONE)
      CHECK_OK(rows_append(&d->edges, en));
  }
  CHECK_OK(document_connect(d));
}

/*
 * n x m units with one word each: English unit j has word j % n_words, and
 * Chinese unit i the word that translates that of English unit at(i), or one
 * without a translation.
 */
static void make(document *d, uint32_t n, uint32_t m, place_of *at,
                 uint32_t n_words)
{
  char key[32];

  *d = (document){0};
  add_units(&d->en, m);
  add_units(&d->zh, n);
  for (uint32_t j = 0; j < m; j++) {
    snprintf(key, sizeof key, "%u", j % n_words);
    add_unit(d, &d->en, j, key);
  }
  for (uint32_t i = 0; i < n; i++) {
    if (at(i) == NOWHERE)
      snprintf(key, sizeof key, "none %u", i);
    else
      snprintf(key, sizeof key, "%u", at(i) % n_words);
    add_unit(d, &d->zh, i, key);
  }
  connect(d);
}

/* Properties of every corridor; returns its number of cells. */
static size_t check_shape(const corridor *c, size_t n, size_t m)
{
  CU_ASSERT_EQUAL_FATAL(c->n, n);
  CU_ASSERT_EQUAL_FATAL(c->m, m);
  CU_ASSERT_EQUAL(c->low[0], 0);
  CU_ASSERT_EQUAL(c->high[n], m);
  for (size_t i = 0; i <= n; i++) {
    CU_ASSERT_FATAL(c->low[i] <= c->high[i] && c->high[i] <= m);
    CU_ASSERT_EQUAL_FATAL(c->cell[i + 1] - c->cell[i],
                          (size_t)(c->high[i] - c->low[i]) + 1);
    if (i > 0) {
      CU_ASSERT_FATAL(c->low[i] >= c->low[i - 1]);
      CU_ASSERT_FATAL(c->high[i] >= c->high[i - 1]);
      /* the rows meet: a path need not leave the corridor */
      CU_ASSERT_FATAL(c->low[i] <= c->high[i - 1]);
    }
  }
  return c->cell[n + 1];
}

/* Find the corridor; both ends of every translated unit are inside. */
static size_t check_holds(uint32_t n, uint32_t m, place_of *at)
{
  document d;
  corridor c;
  size_t cells;

  make(&d, n, m, at, m);
  CHECK_OK(corridor_find(&c, &d, MARGIN));
  cells = check_shape(&c, n, m);
  for (uint32_t i = 0; i < n; i++)
    if (at(i) != NOWHERE) {
      CU_ASSERT_TRUE(corridor_has(&c, i, at(i)));
      CU_ASSERT_TRUE(corridor_has(&c, i + 1, at(i) + 1));
    }
  corridor_dispose(&c);
  document_close(&d);
  return cells;
}

static uint32_t same(uint32_t i)
{
  return i;
}

static void anchors_in_order_make_it_narrow(void)
{
  size_t cells = check_holds(600, 600, same);

  CU_ASSERT(cells < (size_t)600 * 600 / 10);
}

static uint32_t one_in_ten(uint32_t i)
{
  return i % 10 == 3 ? i * 2 : NOWHERE;
}

static void few_anchors_are_enough(void)
{
  size_t cells = check_holds(500, 1000, one_in_ten);

  CU_ASSERT(cells < (size_t)500 * 1000 / 5);
}

static uint32_t after_an_insertion(uint32_t i)
{
  return i < 300 ? i : i + 500;
}

static void an_english_insertion_is_crossed(void)
{
  document d;
  corridor c;

  CU_ASSERT(check_holds(700, 1200, after_an_insertion) < 700 * 1200 / 5);
  make(&d, 700, 1200, after_an_insertion, 1200);
  CHECK_OK(corridor_find(&c, &d, MARGIN));
  for (uint32_t j = 300; j <= 800; j++)
    CU_ASSERT_TRUE(corridor_has(&c, 300, j));
  corridor_dispose(&c);
  document_close(&d);
}

static uint32_t before_an_insertion(uint32_t i)
{
  if (i < 200)
    return i;
  return i < 700 ? NOWHERE : i - 500;
}

static void a_chinese_insertion_is_crossed(void)
{
  document d;
  corridor c;

  check_holds(1000, 500, before_an_insertion);
  make(&d, 1000, 500, before_an_insertion, 500);
  CHECK_OK(corridor_find(&c, &d, MARGIN));
  for (uint32_t i = 200; i <= 700; i++)
    CU_ASSERT_TRUE(corridor_has(&c, i, 200));
  corridor_dispose(&c);
  document_close(&d);
}

/* The last 200 of 600 come first on the other side. */
static uint32_t swapped(uint32_t i)
{
  return i < 400 ? i + 200 : i - 400;
}

static void the_longer_of_two_swapped_blocks_is_followed(void)
{
  document d;
  corridor c;

  make(&d, 600, 600, swapped, 600);
  CHECK_OK(corridor_find(&c, &d, MARGIN));
  check_shape(&c, 600, 600);
  for (uint32_t i = 0; i < 400; i++)
    CU_ASSERT_TRUE(corridor_has(&c, i, swapped(i)));
  /* the ways to and from it are open as well */
  for (uint32_t k = 0; k <= 200; k++) {
    CU_ASSERT_TRUE(corridor_has(&c, 0, k));
    CU_ASSERT_TRUE(corridor_has(&c, 400 + k, 600));
  }
  corridor_dispose(&c);
  document_close(&d);
}

/* Every third unit has an anchor somewhere else in the text. */
static uint32_t with_noise(uint32_t i)
{
  return i % 3 == 0 ? i * 7919 % 900 : i;
}

static void stray_anchors_do_not_lead_away(void)
{
  document d;
  corridor c;

  make(&d, 900, 900, with_noise, 900);
  CHECK_OK(corridor_find(&c, &d, MARGIN));
  CU_ASSERT(check_shape(&c, 900, 900) < (size_t)900 * 900 / 10);
  for (uint32_t i = 0; i < 900; i++)
    CU_ASSERT_TRUE(corridor_has(&c, i, i));
  corridor_dispose(&c);
  document_close(&d);
}

static void check_all_open(uint32_t n, uint32_t m, place_of *at,
                           uint32_t n_words)
{
  document d;
  corridor c;

  make(&d, n, m, at, n_words);
  CHECK_OK(corridor_find(&c, &d, MARGIN));
  CU_ASSERT_EQUAL(check_shape(&c, n, m), (size_t)(n + 1) * (m + 1));
  corridor_dispose(&c);
  document_close(&d);
}

static uint32_t nowhere(uint32_t i)
{
  (void)i;
  return NOWHERE;
}

static void without_anchors_all_is_open(void)
{
  check_all_open(400, 300, nowhere, 300);
  /* words that occur everywhere are not anchors */
  check_all_open(400, 400, same, 2);
  /* nor are any needed in a short text */
  check_all_open(20, 30, same, 30);
  check_all_open(1, 3000, nowhere, 3000);
  check_all_open(3000, 1, nowhere, 1);
}

static void empty_sides_have_one_row_or_column(void)
{
  check_all_open(0, 0, same, 1);
  check_all_open(0, 900, same, 900);
  check_all_open(900, 0, nowhere, 1);
}

static void opening_keeps_the_shape(void)
{
  document d;
  corridor c;
  size_t before;

  make(&d, 600, 600, same, 600);
  CHECK_OK(corridor_find(&c, &d, MARGIN));
  before = check_shape(&c, 600, 600);
  CU_ASSERT_FALSE(corridor_has(&c, 200, 300));
  corridor_open(&c, 200, 280, 25);
  corridor_open(&c, 0, 0, 5);
  corridor_open(&c, 600, 600, 50);
  corridor_close_up(&c);
  CU_ASSERT(check_shape(&c, 600, 600) > before);
  CU_ASSERT_TRUE(corridor_has(&c, 200, 300));
  CU_ASSERT_TRUE(corridor_has(&c, 175, 255));
  CU_ASSERT_TRUE(corridor_has(&c, 225, 305));
  CU_ASSERT_TRUE(corridor_has(&c, 580, 555));
  for (uint32_t i = 0; i <= 600; i++)
    CU_ASSERT_TRUE(corridor_has(&c, i, i));
  corridor_dispose(&c);
  document_close(&d);
}

/* Two words, each in 80 units, which occur together only here. */
static void add_pair(document *d, side *s, uint32_t i, uint32_t pair)
{
  char key[32];
  uint32_t type;

  snprintf(key, sizeof key, "first %u", pair / 80);
  add_unit(d, s, i, key);
  snprintf(key, sizeof key, "second %u", pair % 80);
  CHECK_OK(side_add_token(d, s, TOKEN_WORD, unit_str(key), &type));
}

static uint32_t after_a_thousand(uint32_t i)
{
  return i < 2000 ? i : i + 1000;
}

static void words_that_meet_are_rare_enough(void)
{
  enum { N = 5400, M = 6400 };
  document d = {0};
  corridor c;

  add_units(&d.en, M);
  add_units(&d.zh, N);
  for (uint32_t j = 0; j < M; j++)
    add_pair(&d, &d.en, j, j);
  for (uint32_t i = 0; i < N; i++)
    add_pair(&d, &d.zh, i, after_a_thousand(i));
  connect(&d);
  CHECK_OK(corridor_find(&c, &d, MARGIN));
  CU_ASSERT(check_shape(&c, N, M) < (size_t)N * M / 100);
  for (uint32_t i = 0; i < N; i++)
    CU_ASSERT_TRUE(corridor_has(&c, i, after_a_thousand(i)));
  corridor_dispose(&c);
  document_close(&d);
}

static void words_of_all_units_are_no_anchors(void)
{
  enum { N = 1000, M = 50 };
  document d = {0};
  corridor c;

  add_units(&d.en, M);
  add_units(&d.zh, N);
  for (uint32_t j = 0; j < M; j++)
    add_pair(&d, &d.en, j, 0);
  for (uint32_t i = 0; i < N; i++)
    add_pair(&d, &d.zh, i, 0);
  connect(&d);
  CHECK_OK(corridor_find(&c, &d, MARGIN));
  CU_ASSERT_EQUAL(check_shape(&c, N, M), (size_t)(N + 1) * (M + 1));
  corridor_dispose(&c);
  document_close(&d);
}

void suite_corridor(void)
{
  CU_pSuite s = unit_suite("corridor");

  UNIT_TEST(s, anchors_in_order_make_it_narrow);
  UNIT_TEST(s, few_anchors_are_enough);
  UNIT_TEST(s, an_english_insertion_is_crossed);
  UNIT_TEST(s, a_chinese_insertion_is_crossed);
  UNIT_TEST(s, the_longer_of_two_swapped_blocks_is_followed);
  UNIT_TEST(s, stray_anchors_do_not_lead_away);
  UNIT_TEST(s, words_that_meet_are_rare_enough);
  UNIT_TEST(s, words_of_all_units_are_no_anchors);
  UNIT_TEST(s, without_anchors_all_is_open);
  UNIT_TEST(s, empty_sides_have_one_row_or_column);
  UNIT_TEST(s, opening_keeps_the_shape);
}
