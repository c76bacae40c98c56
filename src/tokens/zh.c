/* SPDX-License-Identifier: Apache-2.0 */
/* Chinese sentences to clauses and tokens. */
#include "tokens/zh.h"
#include "tokens/boilerplate.h"
#include "base/fail.h"
#include "lexicon/number.h"
#include "lexicon/sound.h"
#include "text/utf8.h"

#include <stdlib.h>

/*
 * Clauses shorter than this join their neighbour: F1 of novels is .945 with 2,
 * .949 with 3, .945 with 4, .943 with 5, .924 with 8; of the other development
 * sets (see align/score/params.h) it is the same within .002.
 */
enum { CLAUSE_MIN = 3 };

typedef struct tokenizer {
  document *d;
  english *english;
  segmenter segmenter;
  uint32_t *cuts; /* bytes of the sentence at which clauses end */
  size_t n_cuts, cuts_capacity;
  name_list found;           /* at the current character */
  size_t word, phrase, rune; /* of the segmenter: the first of the clause */
  bool quote;
} tokenizer;

/* A token and its start, which determines its clause. */
typedef struct zh_clause {
  zhen_str sentence;
  size_t begin, end; /* of the clause */
} zh_clause;

static bool ends_clause(uint32_t rune)
{
  return rune == 0xFF0C || rune == 0xFF1B || rune == 0xFF1A; /* ，；： */
}

static bool is_closing(uint32_t rune)
{
  return rune == 0x201D || rune == 0x300D || rune == 0x300F || rune == 0xFF09;
}

static zhen_status add_cut(tokenizer *t, size_t at)
{
  zhen_status status =
      mem_grow(&t->cuts, &t->cuts_capacity, t->n_cuts + 1, sizeof *t->cuts);

  if (status == ZHEN_OK)
    t->cuts[t->n_cuts++] = (uint32_t)at;
  return status;
}

static zhen_status find_clauses(tokenizer *t, zhen_str s)
{
  size_t chars = 0, left = utf8_length(s);

  t->n_cuts = 0;
  for (size_t at = 0; at < s.len;) {
    uint32_t rune = utf8_next(s, &at);

    chars++;
    left--;
    while (ends_clause(rune) && at < s.len) {
      size_t size;

      if (!is_closing(utf8_at(s, at, &size)))
        break;
      at += size;
      chars++;
      left--;
    }
    if (ends_clause(rune) && chars > CLAUSE_MIN && left >= CLAUSE_MIN) {
      zhen_status status = add_cut(t, at);

      if (status != ZHEN_OK)
        return status;
      chars = 0;
    }
  }
  return add_cut(t, s.len);
}

static void go_to(tokenizer *t, const zh_clause *p, size_t at)
{
  side_go_to(&t->d->zh, at - p->begin, p->end - p->begin);
}

/* Clauses come in order: earlier text is not examined again. */
static void skip_to(tokenizer *t, const zh_clause *p)
{
  const segmenter *g = &t->segmenter;

  while (t->word < g->n_words && g->source[g->words[t->word].at] < p->begin)
    t->word++;
  while (t->rune < g->n_runes && g->source[t->rune] < p->begin)
    t->rune++;
}

/* ---- the kinds of tokens ---- */

/* The characters of a word, each as a word. */
static zhen_status add_parts(tokenizer *t, const chinese_word *w)
{
  side *zh = &t->d->zh;

  for (size_t at = 0; at < w->text.len;) {
    zhen_str c = {w->text.ptr + at, utf8_size(w->text.ptr[at])};
    const uint8_t *pairs = NULL, *end = NULL;
    char key[8] = "+";
    zhen_status status;
    uint32_t type;

    at += c.len;
    if (lexicon_longest(t->d->lexicon, c, &pairs, &end) != c.len)
      continue;
    memcpy(key + 1, c.ptr, c.len);
    status =
        side_add_token(t->d, zh, TOKEN_PART, (zhen_str){key, 1 + c.len}, &type);
    if (status != ZHEN_OK)
      return status;
    zh->types[type].pairs = pairs;
    zh->types[type].end = end;
  }
  return ZHEN_OK;
}

static token_kind kind_of(const chinese_word *w)
{
  if (w->term)
    return TOKEN_TERM;
  return w->n_chars > 1 ? TOKEN_WORD : TOKEN_CHAR;
}

static size_t word_end(const segmenter *g, const chinese_word *w,
                       const zh_clause *p)
{
  size_t next = w->at + w->n_chars;

  return next < g->n_runes ? g->source[next] : p->sentence.len;
}

static zhen_status add_words(tokenizer *t, const zh_clause *p)
{
  const segmenter *g = &t->segmenter;
  number_walk numbers = {.next = number_next_zh,
                         .text = {p->sentence.ptr, p->end},
                         .at = p->begin};
  side *zh = &t->d->zh;

  for (size_t i = t->word; i < g->n_words; i++) {
    const chinese_word *w = &g->words[i];
    zhen_status status;
    uint32_t type;

    if (g->source[w->at] >= p->end)
      break;
    if (!w->term &&
        number_has_piece(&numbers, g->source[w->at], word_end(g, w, p)))
      continue;
    go_to(t, p, g->source[w->at]);
    status = side_add_token(t->d, zh, kind_of(w), w->text, &type);
    if (status != ZHEN_OK)
      return status;
    zh->types[type].pairs = w->pairs;
    zh->types[type].end = w->end;
    zh->types[type].term = w->term;
    if (w->n_chars > 1 && !w->term)
      status = add_parts(t, w);
    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

static zhen_status add_phrases(tokenizer *t, const zh_clause *p)
{
  const segmenter *g = &t->segmenter;
  side *zh = &t->d->zh;

  for (; t->phrase < g->n_phrases; t->phrase++) {
    const chinese_word *w = &g->phrases[t->phrase];
    zhen_status status;
    uint32_t type;

    if (g->source[w->at] >= p->end)
      break;
    go_to(t, p, g->source[w->at]);
    status = side_add_token(t->d, zh, TOKEN_PHRASE, w->text, &type);
    if (status != ZHEN_OK)
      return status;
    zh->types[type].pairs = w->pairs;
    zh->types[type].end = w->end;
  }
  return ZHEN_OK;
}

static zhen_status add_latin(tokenizer *t, const zh_clause *p)
{
  zhen_str s = {p->sentence.ptr, p->end};
  english_word word;

  for (size_t at = p->begin; english_next(t->english, s, &at, &word);) {
    size_t len = strlen(word.stem);
    zhen_status status;
    uint32_t type;

    if (len < 2 || strspn(word.stem, "0123456789") == len)
      continue;
    go_to(t, p, word.begin);
    status = side_add_token(t->d, &t->d->zh, TOKEN_LATIN,
                            (zhen_str){word.stem, len}, &type);
    if (status == ZHEN_OK && !t->d->zh.types[type].form)
      status = token_keep_form(t->d, &t->d->zh.types[type], word.form);
    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

static zhen_status add_money(tokenizer *t, const zh_clause *p)
{
  zhen_status status = ZHEN_OK;

  for (size_t at = p->begin; at < p->end && status == ZHEN_OK;) {
    uint32_t rune = utf8_next(p->sentence, &at);
    const char *word = rune_is_plain(rune) ? NULL : money_word(rune);
    uint32_t type;

    if (word)
      status = side_add_token(t->d, &t->d->zh, TOKEN_LATIN,
                              (zhen_str){word, strlen(word)}, &type);
  }
  return status;
}

static zhen_status add_numbers(tokenizer *t, const zh_clause *p)
{
  zhen_str s = {p->sentence.ptr, p->end};
  number n;

  for (size_t at = p->begin; number_next_zh(s, &at, &n);) {
    zhen_status status;

    go_to(t, p, n.begin);
    status = side_add_number(t->d, &t->d->zh, &n);

    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

static zhen_status add_marks(tokenizer *t, const zh_clause *p)
{
  uint32_t before = 0;

  for (size_t at = p->begin; at < p->end;) {
    uint32_t rune = utf8_next(p->sentence, &at);
    zhen_status status =
        rune_is_plain(rune) ? ZHEN_OK : side_add_mark(t->d, &t->d->zh, rune);

    if (status != ZHEN_OK)
      return status;
    if (!rune_is_plain(rune))
      t->quote = quote_after(t->quote, rune, before);
    before = rune;
  }
  return ZHEN_OK;
}

/* ---- names ---- */

static zhen_status add_name(tokenizer *t, const pinyin_name *name)
{
  side *zh = &t->d->zh;
  const char *form = t->d->en.types[name->en_type].form;
  char key[STEM_MAX + 2] = "~";
  zhen_status status;
  uint32_t type;

  strncat(key, form, STEM_MAX);
  status =
      side_add_token(t->d, zh, TOKEN_NAME, (zhen_str){key, strlen(key)}, &type);
  if (status == ZHEN_OK)
    zh->types[type].name_of = name->en_type;
  return status;
}

static zhen_status add_names_at(tokenizer *t, size_t at)
{
  zhen_status status = names_read_at(&t->found, t->d, &t->segmenter, at);

  for (size_t k = 0; k < t->found.n && status == ZHEN_OK; k++)
    status = add_name(t, t->found.at[k]);
  return status;
}

static zhen_status add_names(tokenizer *t, const zh_clause *p)
{
  const segmenter *g = &t->segmenter;
  zhen_status status = ZHEN_OK;

  if (t->d->n_names == 0)
    return ZHEN_OK;
  for (size_t i = t->rune;
       i < g->n_runes && g->source[i] < p->end && status == ZHEN_OK; i++)
    if (rune_is_han(g->runes[i])) {
      go_to(t, p, g->source[i]);
      status = add_names_at(t, i);
    }
  return status;
}

/* ---- runs that may render foreign names ---- */

/* A longer word of the lexicon is not part of an unknown name. */
static size_t known_end(const segmenter *g, size_t at, size_t *word)
{
  const chinese_word *w;

  while (*word < g->n_words && g->words[*word].at < at)
    ++*word;
  w = &g->words[*word];
  return *word < g->n_words && w->at == at && w->n_chars > 2 &&
                 w->pairs < w->end
             ? at + w->n_chars
             : at;
}

static zhen_status keep_run(tokenizer *t, size_t begin, size_t end)
{
  const segmenter *g = &t->segmenter;
  document *d = t->d;
  uint32_t run;
  zhen_status status;

  if (end < begin + 2)
    return ZHEN_OK;
  status = interner_add(&d->runs, &d->strings,
                        (zhen_str){g->folded + g->offset[begin],
                                   g->offset[end] - g->offset[begin]},
                        &run);
  return status == ZHEN_OK ? rows_append(&d->unit_runs, run) : status;
}

static zhen_status add_runs(tokenizer *t, const zh_clause *p)
{
  const segmenter *g = &t->segmenter;
  size_t begin = t->rune, word = t->word, i = t->rune;
  zhen_status status = rows_begin(&t->d->unit_runs);

  for (; i < g->n_runes && g->source[i] < p->end && status == ZHEN_OK; i++) {
    sound ignored = {.n = 0};
    size_t known = known_end(g, i, &word);

    if (known == i && sound_add_han(&ignored, g->runes[i]))
      continue;
    status = keep_run(t, begin, i);
    i = known > i ? known - 1 : i;
    begin = i + 1;
  }
  return status == ZHEN_OK ? keep_run(t, begin, i) : status;
}

/* ---- the Chinese side ---- */

static zhen_status add_clause(tokenizer *t, const zh_clause *p, unit u)
{
  zhen_str s = {p->sentence.ptr + p->begin, p->end - p->begin};
  zhen_status status;

  u.chars = (float)utf8_length(s);
  skip_to(t, p);
  status = side_begin_unit(&t->d->zh, u);
  if (status == ZHEN_OK)
    status = add_words(t, p);
  if (status == ZHEN_OK)
    status = add_phrases(t, p);
  if (status == ZHEN_OK)
    status = add_latin(t, p);
  if (status == ZHEN_OK)
    status = add_money(t, p);
  if (status == ZHEN_OK)
    status = add_numbers(t, p);
  if (status == ZHEN_OK)
    status = add_names(t, p);
  if (status == ZHEN_OK)
    status = add_runs(t, p);
  if (status == ZHEN_OK)
    t->d->zh.position = POSITION_NONE;
  if (status == ZHEN_OK)
    status = add_marks(t, p);
  if (status == ZHEN_OK)
    t->d->zh.units[t->d->zh.n_units - 1].in_quote = t->quote;
  return status;
}

static zhen_status add_sentence(tokenizer *t, const zhen_sentences *zh,
                                size_t i)
{
  zhen_str s = zhen_sentence_str(zh, i);
  bool ends_para = i + 1 == zh->count || zh->at[i].para != zh->at[i + 1].para;
  bool boilerplate;
  zhen_status status = find_clauses(t, s);

  t->d->zh.unit_of[i] = (uint32_t)t->d->zh.n_units;
  t->word = t->phrase = t->rune = 0;
  if (status == ZHEN_OK)
    status = segmenter_cut(&t->segmenter, t->d->lexicon, s);
  boilerplate = is_boilerplate(s);
  for (size_t k = 0; k < t->n_cuts && status == ZHEN_OK; k++) {
    bool last = k + 1 == t->n_cuts;
    zh_clause p = {s, k ? t->cuts[k - 1] : 0, t->cuts[k]};
    unit u = {.sentence = (uint32_t)i,
              .ends_sentence = last,
              .ends_para = last && ends_para,
              .boilerplate = last && boilerplate,
              .ending = last ? line_end_of(s) : LINE_OTHER,
              .turn = zh->at[i].turn};

    status = add_clause(t, &p, u);
  }
  return status;
}

zhen_status tokenize_zh(document *d, const zhen_sentences *zh)
{
  tokenizer t = {.d = d};
  zhen_status status = english_open(&t.english);

  d->zh.n_sentences = zh->count;
  d->zh.unit_of = mem_calloc(zh->count + 1, sizeof *d->zh.unit_of);
  if (status == ZHEN_OK && !d->zh.unit_of)
    status = zhen_fail_memory();
  for (size_t i = 0; i < zh->count && status == ZHEN_OK; i++) {
    status = add_sentence(&t, zh, i);
    if (status == ZHEN_OK)
      status = progress_step(d->progress, 1);
  }
  if (status == ZHEN_OK)
    d->zh.unit_of[zh->count] = (uint32_t)d->zh.n_units;
  free(t.cuts);
  free(t.found.at);
  segmenter_dispose(&t.segmenter);
  english_close(t.english);
  return status;
}
