/* SPDX-License-Identifier: Apache-2.0 */
#include "tokens/open.h"
#include "base/fail.h"
#include "tokens/en.h"
#include "tokens/foreign.h"
#include "tokens/pinyin.h"
#include "tokens/zh.h"

#include <stdlib.h>

/* ---- edges ---- */

/* The type of each stem of the lexicon in this text. */
static uint32_t *types_by_stem(const document *d)
{
  uint32_t *map = mem_calloc(d->lexicon->en.count + 1, sizeof *map);

  if (!map)
    return NULL;
  for (uint32_t t = 0; t < d->en.n_types; t++)
    if (d->en.types[t].stem != WORD_NONE)
      map[d->en.types[t].stem] = t + 1;
  return map;
}

static zhen_status add_word_edges(document *d, const token_type *t,
                                  const uint32_t *by_stem)
{
  const uint8_t *pairs = t->pairs;
  uint32_t stem = 0;
  uint8_t weight;

  while (pairs && lexicon_near(&pairs, t->end, &stem, &weight)) {
    zhen_status status = ZHEN_OK;

    if (by_stem[stem])
      status = rows_append(&d->edges, by_stem[stem] - 1);
    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

static zhen_status add_key_edge(document *d, const char *key)
{
  uint32_t en = interner_find(&d->en.names, (zhen_str){key, strlen(key)});

  return en == INTERNER_NONE ? ZHEN_OK : rows_append(&d->edges, en);
}

static zhen_status add_term_edges(document *d, const glossary_term *term)
{
  for (const glossary_stem *stem = term->stems; stem; stem = stem->next) {
    zhen_status status = add_key_edge(d, stem->text);

    if (status != ZHEN_OK)
      return status;
  }
  rows_settle(&d->edges);
  return ZHEN_OK;
}

/*
 * Numbers below ten: in digits they are numbers, spelled they are words. 3 may
 * be "three", and 三 may be 3.
 */
static zhen_status add_small_number_edge(document *d, const char *key)
{
  static const struct {
    const char *zh, *digits, *en;
  } small[] = {{"一", "#1", "one"},   {"二", "#2", "two"},
               {"两", "#2", "two"},   {"三", "#3", "three"},
               {"四", "#4", "four"},  {"五", "#5", "five"},
               {"六", "#6", "six"},   {"七", "#7", "seven"},
               {"八", "#8", "eight"}, {"九", "#9", "nine"}};
  const char *zh = key[0] == '+' ? key + 1 : key;

  for (size_t i = 0; i < sizeof small / sizeof small[0]; i++) {
    if (strcmp(zh, small[i].zh) == 0)
      return add_key_edge(d, small[i].digits);
    if (strcmp(key, small[i].digits) == 0)
      return add_key_edge(d, small[i].en);
  }
  return ZHEN_OK;
}

static zhen_status add_number_edges(document *d, const char *key)
{
  zhen_status status = add_key_edge(d, key);

  return status == ZHEN_OK ? add_small_number_edge(d, key) : status;
}

static zhen_status add_edges(document *d, const token_type *t,
                             const uint32_t *by_stem)
{
  zhen_status status;

  switch (t->kind) {
  case TOKEN_TERM:
    return add_term_edges(d, t->term);
  case TOKEN_NAME:
    return rows_append(&d->edges, t->name_of);
  case TOKEN_NUMBER:
  case TOKEN_TENS:
  case TOKEN_HARD:
    return add_number_edges(d, t->key);
  case TOKEN_LATIN:
  case TOKEN_MARK:
    return add_key_edge(d, t->key);
  default:
    status = add_word_edges(d, t, by_stem);
    return status == ZHEN_OK ? add_small_number_edge(d, t->key) : status;
  }
}

static zhen_status find_edges(document *d)
{
  uint32_t *by_stem = types_by_stem(d);
  zhen_status status = by_stem ? ZHEN_OK : zhen_fail_memory();

  for (uint32_t t = 0; t < d->zh.n_types && status == ZHEN_OK; t++) {
    status = progress_step(d->progress, 0);
    if (status == ZHEN_OK)
      status = rows_begin(&d->edges);
    if (status == ZHEN_OK)
      status = add_edges(d, &d->zh.types[t], by_stem);
  }
  free(by_stem);
  return status;
}

/* ---- proper names of the lexicon ---- */

/*
 * A word is a proper name if its translations in the text are capitalized
 * wherever they occur, and one of its translations has this share of its
 * glosses, by weight. Without the second condition novels lose .004 of F1: 皇宫
 * is "the Palace" there.
 */
enum { SURE = 200 };

static bool has_sure_translation(const token_type *t)
{
  const uint8_t *pairs = t->pairs;
  uint32_t stem = 0;
  uint8_t weight;

  while (pairs && lexicon_pair(&pairs, t->end, &stem, &weight))
    if (weight >= SURE)
      return true;
  return false;
}

static bool is_proper(const document *d, uint32_t zh)
{
  const rows *edges = &d->edges;
  const token_type *t = &d->zh.types[zh];

  if (t->kind != TOKEN_WORD || !has_sure_translation(t))
    return false;
  for (uint32_t k = edges->first[zh]; k < edges->first[zh + 1]; k++)
    if (!may_be_name(&d->en.types[edges->at[k]]))
      return false;
  return edges->first[zh] < edges->first[zh + 1];
}

static void mark_proper_names(document *d)
{
  const rows *edges = &d->edges;

  for (uint32_t z = 0; z < d->zh.n_types; z++) {
    if (!is_proper(d, z))
      continue;
    d->zh.types[z].as = TOKEN_PROPER;
    for (uint32_t k = edges->first[z]; k < edges->first[z + 1]; k++)
      d->en.types[edges->at[k]].as = TOKEN_PROPER;
  }
}

/* ---- the document ---- */

static bool has_turns(const zhen_sentences *s)
{
  return s->count > 0 && s->at[0].turn > 0;
}

static bool has_paras(const zhen_sentences *s)
{
  return s->count > 0 && s->at[s->count - 1].para > 0;
}

zhen_status document_open(document *d, const zhen_lexicon *lexicon,
                          const zhen_sentences *zh, const zhen_sentences *en,
                          progress *watched)
{
  zhen_status status;

  progress_begin(watched, "reading words", "sentences", zh->count + en->count);
  *d = (document){.lexicon = lexicon, .progress = watched};
  d->has_turns = has_turns(zh) && has_turns(en);
  d->has_paras = has_paras(zh) && has_paras(en);
  status = tokenize_en(d, en);
  if (status == ZHEN_OK)
    status = find_pinyin_names(d);
  if (status == ZHEN_OK)
    status = tokenize_zh(d, zh);
  if (status == ZHEN_OK)
    status = find_edges(d);
  if (status == ZHEN_OK)
    status = find_foreign_names(d);
  if (status == ZHEN_OK)
    mark_proper_names(d);
  if (status == ZHEN_OK)
    status = document_connect(d);
  return status;
}
