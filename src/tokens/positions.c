/* SPDX-License-Identifier: Apache-2.0 */
#include "tokens/positions.h"
#include "base/fail.h"
#include "lexicon/number.h"
#include "text/utf8.h"
#include "tokens/en.h"
#include "tokens/zh.h"

#include <stdlib.h>

/* A part of a sentence, which is one unit. */
typedef struct clause {
  zhen_str sentence;
  size_t begin, end;
  uint32_t unit;
} clause;

static zhen_status open_english(position_finder *f)
{
  return f->english ? ZHEN_OK : english_open(&f->english);
}

/* Keep a position if its key is a token of the document. */
static zhen_status put(position_finder *f, const side *s, zhen_str key,
                       token_position p)
{
  zhen_status status;

  p.number = f->count;
  p.type = interner_find(&s->names, key);
  if (p.type == INTERNER_NONE)
    return ZHEN_OK;
  status = mem_grow(&f->at, &f->capacity, f->count + 1, sizeof *f->at);
  if (status == ZHEN_OK)
    f->at[f->count++] = p;
  return status;
}

static zhen_str key_of(const char *s)
{
  return (zhen_str){s, strlen(s)};
}

static zhen_status put_numbers(position_finder *f, const side *s,
                               const clause *c,
                               bool (*next)(zhen_str, size_t *, number *))
{
  zhen_str text = {c->sentence.ptr, c->end};
  number n;

  for (size_t at = c->begin; next(text, &at, &n);) {
    char key[NUMBER_KEY_BYTES];
    size_t len = number_key(&n, key);
    token_position p = {
        .unit = c->unit, .begin = n.begin, .end = n.end, .value = n.value};
    zhen_status status = put(f, s, (zhen_str){key, len}, p);

    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

static zhen_status put_words(position_finder *f, const side *s, const clause *c)
{
  zhen_str text = {c->sentence.ptr, c->end};
  english_word word;

  for (size_t at = c->begin; english_next(f->english, text, &at, &word);) {
    token_position p = {.unit = c->unit, .begin = word.begin, .end = word.end};
    zhen_status status = put(f, s, key_of(word.stem), p);

    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

static zhen_status put_mark(position_finder *f, const side *s, const clause *c,
                            uint32_t rune, size_t begin, size_t end)
{
  const char *key = mark_key(rune);

  if (!key)
    return ZHEN_OK;
  return put(f, s, key_of(key),
             (token_position){.unit = c->unit, .begin = begin, .end = end});
}

/* ---- looking up ---- */

static int by_token(const void *a, const void *b)
{
  const token_position *x = a, *y = b;

  if (x->unit != y->unit)
    return x->unit < y->unit ? -1 : 1;
  if (x->type != y->type)
    return x->type < y->type ? -1 : 1;
  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  return (x->number > y->number) - (x->number < y->number);
}

static void sort_positions(position_finder *f)
{
  if (f->count)
    qsort(f->at, f->count, sizeof *f->at, by_token);
}

const token_position *positions_first(const position_finder *f,
                                      uint32_t unit_number, uint32_t type)
{
  const token_position wanted = {.unit = unit_number, .type = type};
  size_t low = 0, high = f->count;

  while (low < high) {
    size_t mid = low + (high - low) / 2;

    if (by_token(&f->at[mid], &wanted) < 0)
      low = mid + 1;
    else
      high = mid;
  }
  return low < f->count && f->at[low].unit == unit_number &&
                 f->at[low].type == type
             ? &f->at[low]
             : NULL;
}

/* ---- English ---- */

static zhen_status put_marks_en(position_finder *f, const clause *c)
{
  uint32_t before = 0;
  zhen_status status = ZHEN_OK;

  for (size_t at = 0; at < c->sentence.len && status == ZHEN_OK;) {
    size_t begin = at;
    uint32_t rune = utf8_next(c->sentence, &at);

    status =
        put_mark(f, &f->d->en, c,
                 mark_of_en(f->d, c->sentence, at, rune, before), begin, at);
    before = rune;
  }
  return status;
}

zhen_status positions_en(position_finder *f, const zhen_sentences *en,
                         uint32_t sentence)
{
  zhen_str s = zhen_sentence_str(en, sentence);
  clause c = {s, 0, s.len, f->d->en.unit_of[sentence]};
  zhen_status status = open_english(f);

  if (f->last == sentence + 1)
    return ZHEN_OK;
  f->last = sentence + 1;
  f->count = 0;
  if (status == ZHEN_OK)
    status = put_words(f, &f->d->en, &c);
  if (status == ZHEN_OK)
    status = put_numbers(f, &f->d->en, &c, number_next_en);
  if (status == ZHEN_OK)
    status = put_marks_en(f, &c);
  sort_positions(f);
  return status;
}

/* ---- Chinese ---- */

static size_t rune_end(const position_finder *f, const clause *c, size_t rune)
{
  size_t at = f->segmenter.source[rune];

  return at + utf8_size(c->sentence.ptr[at]);
}

/* The characters [from, to) of the sentence as a token. */
static zhen_status put_runes(position_finder *f, const clause *c, zhen_str key,
                             size_t from, size_t to)
{
  return put(f, &f->d->zh, key,
             (token_position){.unit = c->unit,
                              .begin = f->segmenter.source[from],
                              .end = rune_end(f, c, to - 1)});
}

static zhen_status put_word(position_finder *f, const clause *c,
                            const chinese_word *w)
{
  zhen_status status =
      put_runes(f, c, w->text, w->at, (size_t)w->at + w->n_chars);
  size_t rune = w->at;

  for (size_t at = 0; at < w->text.len && status == ZHEN_OK; rune++) {
    char key[8] = "+";
    size_t size = utf8_size(w->text.ptr[at]);

    memcpy(key + 1, w->text.ptr + at, size);
    if (w->n_chars > 1 && !w->term)
      status = put_runes(f, c, (zhen_str){key, 1 + size}, rune, rune + 1);
    at += size;
  }
  return status;
}

/* Clauses come in order: earlier text is not examined again. */
static void skip_to(position_finder *f, const clause *c)
{
  const segmenter *g = &f->segmenter;

  while (f->word < g->n_words && g->source[g->words[f->word].at] < c->begin)
    f->word++;
  while (f->rune < g->n_runes && g->source[f->rune] < c->begin)
    f->rune++;
}

static zhen_status put_chinese(position_finder *f, const clause *c)
{
  const segmenter *g = &f->segmenter;
  zhen_status status = ZHEN_OK;

  for (size_t i = f->word; i < g->n_words && status == ZHEN_OK; i++) {
    if (g->source[g->words[i].at] >= c->end)
      break;
    status = put_word(f, c, &g->words[i]);
  }
  for (size_t i = 0; i < g->n_phrases && status == ZHEN_OK; i++) {
    const chinese_word *w = &g->phrases[i];

    if (g->source[w->at] >= c->begin && g->source[w->at] < c->end)
      status = put_runes(f, c, w->text, w->at, (size_t)w->at + w->n_chars);
  }
  return status;
}

/* Characters that are read like English names. */
static zhen_status put_pinyin(position_finder *f, const clause *c, size_t at)
{
  zhen_status status = names_read_at(&f->names, f->d, &f->segmenter, at);

  for (size_t k = 0; k < f->names.n && status == ZHEN_OK; k++) {
    const pinyin_name *name = f->names.at[k];
    char key[STEM_MAX + 2] = "~";

    strncat(key, f->d->en.types[name->en_type].form, STEM_MAX);
    status = put(f, &f->d->zh, key_of(key),
                 (token_position){.unit = c->unit,
                                  .begin = f->segmenter.source[at],
                                  .end = rune_end(f, c, at + name->n - 1),
                                  .rank = name->order});
  }
  return status;
}

/* A foreign name of the clause, and the characters that sound like it. */
typedef struct foreign {
  zhen_str form, key;
  bool found;
} foreign;

static int by_form(const void *a, const void *b)
{
  const foreign *x = a, *y = b;
  size_t len = x->form.len < y->form.len ? x->form.len : y->form.len;
  int order = memcmp(x->form.ptr, y->form.ptr, len);

  if (order == 0)
    order = (x->form.len > y->form.len) - (x->form.len < y->form.len);
  return order;
}

static zhen_status list_foreign(position_finder *f, uint32_t unit_number)
{
  const side *zh = &f->d->zh;

  f->n_foreign = 0;
  for (uint32_t k = zh->tokens.first[unit_number];
       k < zh->tokens.first[unit_number + 1]; k++) {
    const token_type *t = &zh->types[zh->tokens.at[k]];
    zhen_status status;

    if (t->kind != TOKEN_NAME || t->key[0] == '~')
      continue;
    status = mem_grow(&f->foreign, &f->foreign_capacity, f->n_foreign + 1,
                      sizeof *f->foreign);
    if (status != ZHEN_OK)
      return status;
    f->foreign[f->n_foreign++] =
        (foreign){.form = key_of(t->form), .key = key_of(t->key)};
  }
  if (f->n_foreign)
    qsort(f->foreign, f->n_foreign, sizeof *f->foreign, by_form);
  return ZHEN_OK;
}

/* The first of the names whose form is, or comes after, some characters. */
static size_t first_form(const position_finder *f, zhen_str form)
{
  const foreign wanted = {.form = form};
  size_t low = 0, high = f->n_foreign;

  while (low < high) {
    size_t mid = low + (high - low) / 2;

    if (by_form(&f->foreign[mid], &wanted) < 0)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

/* Names that the characters [from, to) sound like, where they come first. */
static zhen_status put_foreign(position_finder *f, const clause *c, size_t from,
                               size_t to)
{
  const segmenter *g = &f->segmenter;
  zhen_str form = {g->folded + g->offset[from],
                   g->offset[to] - g->offset[from]};
  const foreign wanted = {.form = form};
  zhen_status status = ZHEN_OK;

  for (size_t k = first_form(f, form);
       k < f->n_foreign && by_form(&f->foreign[k], &wanted) == 0 &&
       !f->foreign[k].found && status == ZHEN_OK;
       k++) {
    f->foreign[k].found = true;
    status = put_runes(f, c, f->foreign[k].key, from, to);
  }
  return status;
}

static zhen_status put_names(position_finder *f, const clause *c)
{
  enum { CHARS_MIN = 2, CHARS_MAX = 6 };
  const segmenter *g = &f->segmenter;
  zhen_status status = list_foreign(f, c->unit);

  for (size_t i = f->rune;
       i < g->n_runes && g->source[i] < c->end && status == ZHEN_OK; i++) {
    if (!rune_is_han(g->runes[i]))
      continue;
    status = put_pinyin(f, c, i);
    for (size_t n = CHARS_MIN; f->n_foreign && n <= CHARS_MAX &&
                               i + n <= g->n_runes && status == ZHEN_OK;
         n++)
      status = put_foreign(f, c, i, i + n);
  }
  return status;
}

static zhen_status put_marks_zh(position_finder *f, const clause *c)
{
  zhen_status status = ZHEN_OK;

  for (size_t at = c->begin; at < c->end && status == ZHEN_OK;) {
    size_t begin = at;
    uint32_t rune = utf8_next(c->sentence, &at);

    status = put_mark(f, &f->d->zh, c, rune, begin, at);
  }
  return status;
}

static zhen_status put_clause(position_finder *f, const clause *c)
{
  zhen_status status;

  skip_to(f, c);
  status = put_chinese(f, c);
  if (status == ZHEN_OK)
    status = put_words(f, &f->d->zh, c);
  if (status == ZHEN_OK)
    status = put_numbers(f, &f->d->zh, c, number_next_zh);
  if (status == ZHEN_OK)
    status = put_names(f, c);
  return status == ZHEN_OK ? put_marks_zh(f, c) : status;
}

/* The end of a number of characters, from a byte on. */
static size_t skip(zhen_str s, size_t at, float chars)
{
  for (float n = 0; n < chars && at < s.len; n++)
    utf8_next(s, &at);
  return at;
}

zhen_status positions_zh(position_finder *f, const zhen_sentences *zh,
                         uint32_t sentence)
{
  const side *s = &f->d->zh;
  clause c = {.sentence = zhen_sentence_str(zh, sentence)};
  zhen_status status = open_english(f);

  if (f->last == sentence + 1)
    return ZHEN_OK;
  f->last = sentence + 1;
  f->count = f->word = f->rune = 0;
  if (status == ZHEN_OK)
    status = segmenter_cut(&f->segmenter, f->d->lexicon, c.sentence);
  for (c.unit = s->unit_of[sentence];
       c.unit < s->unit_of[sentence + 1] && status == ZHEN_OK; c.unit++) {
    c.begin = c.end;
    c.end = skip(c.sentence, c.begin, s->units[c.unit].chars);
    status = put_clause(f, &c);
  }
  sort_positions(f);
  return status;
}

void positions_dispose(position_finder *f)
{
  english_close(f->english);
  segmenter_dispose(&f->segmenter);
  free(f->names.at);
  free(f->foreign);
  free(f->at);
}
