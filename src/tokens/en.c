/* SPDX-License-Identifier: Apache-2.0 */
/* English sentences to units and tokens; words that may be names. */
#include "tokens/en.h"
#include "tokens/boilerplate.h"
#include "base/fail.h"
#include "lexicon/number.h"
#include "text/utf8.h"

#include <stdlib.h>

/*
 * This many sentences in single quotes are no accident. With 2 and 5 F1 of the
 * development sets is the same (see align/score/params.h).
 */
enum { SINGLES_MIN = 3 };

/* A word of a sentence. */
typedef struct word_at {
  size_t begin, end; /* bytes */
  uint32_t type;
  bool capital;
  bool hyphen; /* joined to the previous word */
} word_at;

static bool is_all_digits(const char *s)
{
  return strspn(s, "0123456789") == strlen(s);
}

static zhen_status add_word(document *d, const english_word *word,
                            uint32_t *type)
{
  zhen_str key = {word->stem, strlen(word->stem)};
  size_t before = d->en.n_types;
  token_type *t;
  zhen_status status = side_add_token(d, &d->en, TOKEN_EN, key, type);

  if (status != ZHEN_OK)
    return status;
  t = &d->en.types[*type];
  if (d->en.n_types > before) {
    t->stem = lexicon_stem(d->lexicon, key);
    status = token_keep_form(d, t, word->form);
  }
  if (word->capital)
    t->n_capital += word->begin > 0;
  else
    t->n_lower++;
  return status;
}

static bool is_hyphen(zhen_str s, size_t at, size_t *size)
{
  uint32_t rune = at < s.len ? utf8_at(s, at, size) : 0;

  return rune == '-' || rune == 0x2010 || rune == 0x2011;
}

/* Tse-tung, Zhang Yong; in Mao Tse-tung the first two are not a pair. */
static bool is_bigram(zhen_str s, const word_at *last, word_at *word)
{
  size_t size = 1;

  word->hyphen = last->end > 0 && is_hyphen(s, last->end, &size) &&
                 last->end + size == word->begin;
  if (word->hyphen || !last->capital)
    return last->capital;
  return word->capital && !last->hyphen && s.ptr[last->end] == ' ' &&
         last->end + 1 == word->begin && !is_hyphen(s, word->end, &size);
}

static zhen_status add_bigram(document *d, zhen_str s, const word_at *last,
                              word_at *word)
{
  zhen_status status;

  if (!is_bigram(s, last, word))
    return ZHEN_OK;
  status = mem_grow(&d->bigrams, &d->bigrams_capacity, d->n_bigrams + 1,
                    sizeof *d->bigrams);
  if (status == ZHEN_OK)
    d->bigrams[d->n_bigrams++] = (bigram){last->type, word->type, word->hyphen};
  return status;
}

static zhen_status add_words(document *d, english *e, zhen_str s)
{
  number_walk numbers = {.next = number_next_en, .text = s};
  english_word word;
  word_at last = {.capital = false};

  for (size_t at = 0; english_next(e, s, &at, &word);) {
    word_at next = {
        .begin = word.begin, .end = word.end, .capital = word.capital};
    zhen_status status;

    if (!word.stem[0] || is_all_digits(word.stem) ||
        number_has_piece(&numbers, word.begin, word.end))
      continue;
    side_go_to(&d->en, word.begin, s.len);
    status = add_word(d, &word, &next.type);
    if (status == ZHEN_OK)
      status = add_bigram(d, s, &last, &next);
    if (status != ZHEN_OK)
      return status;
    last = next;
  }
  return ZHEN_OK;
}

/* $5 is five dollars. */
static zhen_status add_money(document *d, zhen_str s)
{
  zhen_status status = ZHEN_OK;

  for (size_t at = 0; at < s.len && status == ZHEN_OK;) {
    uint32_t rune = utf8_next(s, &at);
    const char *name = rune_is_plain(rune) ? NULL : money_word(rune);
    english_word word = {.begin = 0};
    uint32_t type;

    if (!name)
      continue;
    strncpy(word.stem, name, STEM_MAX);
    strncpy(word.form, name, STEM_MAX);
    status = add_word(d, &word, &type);
  }
  return status;
}

static zhen_status add_numbers(document *d, zhen_str s)
{
  number n;

  for (size_t at = 0; number_next_en(s, &at, &n);) {
    zhen_status status;

    side_go_to(&d->en, n.begin, s.len);
    status = side_add_number(d, &d->en, &n);

    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

/* A quotation in single quotes opens before a word, and closes after a mark. */
static bool opens_single(zhen_str s, size_t at, uint32_t rune, uint32_t before)
{
  size_t size;

  return (rune == '\'' || rune == 0x2018) &&
         (before == 0 || rune_is_space(before) || before == 0x2014 ||
          before == '(') &&
         at < s.len && !rune_is_space(utf8_at(s, at, &size));
}

static bool closes_single(zhen_str s, size_t at, uint32_t rune, uint32_t before)
{
  size_t size;
  uint32_t next = at < s.len ? utf8_at(s, at, &size) : ' ';

  return (rune == '\'' || rune == 0x2019) && !rune_is_latin(before) &&
         !rune_is_latin(next);
}

/* The mark that a character represents in this document. */
uint32_t mark_of_en(const document *d, zhen_str s, size_t at, uint32_t rune,
                    uint32_t before)
{
  if (rune == '.' && at + 1 < s.len && s.ptr[at] == '.' && s.ptr[at + 1] == '.')
    return 0x2026;
  if (d->single_quotes && opens_single(s, at, rune, before))
    return 0x201C;
  if (d->single_quotes && closes_single(s, at, rune, before))
    return 0x201D;
  return rune;
}

/* Marks, and the state of quotation at the end; "..." counts as one mark. */
static zhen_status add_marks(document *d, zhen_str s, bool *quote)
{
  uint32_t before = 0;

  for (size_t at = 0; at < s.len;) {
    uint32_t rune = utf8_next(s, &at), mark;
    zhen_status status;

    if (rune_is_plain(rune)) {
      before = rune;
      continue;
    }
    mark = mark_of_en(d, s, at, rune, before);
    status = side_add_mark(d, &d->en, mark);
    if (status != ZHEN_OK)
      return status;
    *quote = quote_after(*quote, mark, before);
    before = rune;
  }
  return ZHEN_OK;
}

/* Whether speech is in single quotes: more sentences start with one. */
static bool uses_single_quotes(const zhen_sentences *en)
{
  size_t singles = 0, doubles = 0;

  for (size_t i = 0; i < en->count; i++) {
    size_t at = 0;
    uint32_t first = utf8_next(zhen_sentence_str(en, i), &at);

    singles += first == '\'' || first == 0x2018;
    doubles += first == '"' || first == 0x201C;
  }
  return singles >= SINGLES_MIN && singles > doubles;
}

static zhen_status add_sentence(document *d, english *e,
                                const zhen_sentences *en, size_t i, bool *quote)
{
  zhen_str s = zhen_sentence_str(en, i);
  bool ends_para = i + 1 == en->count || en->at[i].para != en->at[i + 1].para;
  zhen_str next =
      ends_para ? (zhen_str){NULL, 0} : zhen_sentence_str(en, i + 1);
  unit u = {.sentence = (uint32_t)i,
            .ends_sentence = true,
            .ends_para = ends_para,
            .boilerplate = is_boilerplate(s),
            .ending = line_end_before(s, next),
            .chars = (float)utf8_length(s),
            .turn = en->at[i].turn};
  zhen_status status = side_begin_unit(&d->en, u);

  d->en.unit_of[i] = (uint32_t)d->en.n_units - 1;
  if (status == ZHEN_OK)
    status = add_words(d, e, s);
  if (status == ZHEN_OK)
    status = add_money(d, s);
  if (status == ZHEN_OK)
    status = add_numbers(d, s);
  if (status == ZHEN_OK)
    d->en.position = POSITION_NONE;
  if (status == ZHEN_OK)
    status = add_marks(d, s, quote);
  if (status == ZHEN_OK)
    d->en.units[d->en.n_units - 1].in_quote = *quote;
  return status;
}

zhen_status tokenize_en(document *d, const zhen_sentences *en)
{
  english *e = NULL;
  bool quote = false;
  zhen_status status = english_open(&e);

  d->single_quotes = uses_single_quotes(en);
  d->en.n_sentences = en->count;
  d->en.unit_of = mem_calloc(en->count + 1, sizeof *d->en.unit_of);
  if (status == ZHEN_OK && !d->en.unit_of)
    status = zhen_fail_memory();
  for (size_t i = 0; i < en->count && status == ZHEN_OK; i++) {
    status = add_sentence(d, e, en, i, &quote);
    if (status == ZHEN_OK)
      status = progress_step(d->progress, 1);
  }
  if (status == ZHEN_OK)
    d->en.unit_of[en->count] = (uint32_t)d->en.n_units;
  english_close(e);
  return status;
}
