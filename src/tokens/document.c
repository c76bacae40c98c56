/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Putting a document together: units, tokens, which of them translate each
 * other, and how easily a token is hit by chance.
 */
#include "tokens/document.h"
#include "base/fail.h"
#include "lexicon/number.h"
#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>

/* ---- rows ---- */

zhen_status rows_begin(rows *r)
{
  zhen_status status =
      mem_grow(&r->first, &r->first_capacity, r->n + 2, sizeof *r->first);

  if (status != ZHEN_OK)
    return status;
  r->first[r->n++] = (uint32_t)r->n_at;
  r->first[r->n] = (uint32_t)r->n_at;
  return ZHEN_OK;
}

zhen_status rows_append(rows *r, uint32_t value)
{
  zhen_status status =
      mem_grow(&r->at, &r->at_capacity, r->n_at + 1, sizeof *r->at);

  if (status != ZHEN_OK)
    return status;
  r->at[r->n_at++] = value;
  r->first[r->n] = (uint32_t)r->n_at;
  return ZHEN_OK;
}

zhen_status rows_append_token(rows *r, uint32_t type, uint16_t place)
{
  zhen_status status =
      mem_grow(&r->place, &r->place_capacity, r->n_at + 1, sizeof *r->place);

  if (status != ZHEN_OK)
    return status;
  r->place[r->n_at] = place;
  return rows_append(r, type);
}

static int by_number(const void *a, const void *b)
{
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

  return (x > y) - (x < y);
}

void rows_settle(rows *r)
{
  uint32_t begin = r->first[r->n - 1];
  size_t n = r->n_at - begin, kept = 0;
  uint32_t *at = r->at ? r->at + begin : NULL;

  if (n < 2)
    return;
  qsort(at, n, sizeof *at, by_number);
  for (size_t i = 1; i < n; i++)
    if (at[kept] != at[i])
      at[++kept] = at[i];
  r->n_at = begin + kept + 1;
  r->first[r->n] = (uint32_t)r->n_at;
}

void rows_dispose(rows *r)
{
  free(r->first);
  free(r->at);
  free(r->place);
  *r = (rows){0};
}

zhen_status rows_transpose(rows *out, const rows *in, size_t n_values)
{
  uint32_t *fill = mem_calloc(n_values + 1, sizeof *fill);

  *out = (rows){0};
  out->first = mem_calloc(n_values + 2, sizeof *out->first);
  out->at = mem_calloc(in->n_at + 1, sizeof *out->at);
  if (!fill || !out->first || !out->at) {
    free(fill);
    rows_dispose(out);
    return zhen_fail_memory();
  }
  for (size_t k = 0; k < in->n_at; k++)
    out->first[in->at[k] + 1]++;
  for (size_t v = 0; v < n_values; v++) {
    out->first[v + 1] += out->first[v];
    fill[v] = out->first[v];
  }
  for (uint32_t i = 0; i < in->n; i++)
    for (uint32_t k = in->first[i]; k < in->first[i + 1]; k++)
      out->at[fill[in->at[k]]++] = i;
  out->n = n_values;
  out->n_at = in->n_at;
  free(fill);
  return ZHEN_OK;
}

/* ---- units and tokens ---- */

zhen_status side_begin_unit(side *s, unit u)
{
  zhen_status status =
      mem_grow(&s->units, &s->units_capacity, s->n_units + 1, sizeof *s->units);

  if (status != ZHEN_OK)
    return status;
  s->units[s->n_units++] = u;
  return rows_begin(&s->tokens);
}

static zhen_status add_type(side *s, token_kind kind, uint32_t type)
{
  zhen_status status =
      mem_grow(&s->types, &s->types_capacity, type + 1, sizeof *s->types);

  if (status != ZHEN_OK)
    return status;
  s->types[type] = (token_type){.kind = kind,
                                .key = s->names.keys[type].ptr,
                                .stem = WORD_NONE,
                                .name_of = INTERNER_NONE};
  s->n_types = type + 1;
  return ZHEN_OK;
}

zhen_status side_add_type(document *d, side *s, token_kind kind, zhen_str key,
                          uint32_t *type)
{
  zhen_status status = interner_add(&s->names, &d->strings, key, type);

  if (status == ZHEN_OK && *type == s->n_types)
    status = add_type(s, kind, *type);
  return status;
}

zhen_status side_put_token(side *s, rows *tokens, uint32_t unit_number,
                           uint32_t type)
{
  token_type *t = &s->types[type];

  if (t->last_unit == unit_number + 1)
    return ZHEN_OK;
  t->last_unit = unit_number + 1;
  t->count++;
  s->units[unit_number].n_tokens++;
  s->n_tokens++;
  return rows_append_token(tokens, type, s->place);
}

zhen_status side_add_token(document *d, side *s, token_kind kind, zhen_str key,
                           uint32_t *type)
{
  zhen_status status = side_add_type(d, s, kind, key, type);

  if (status != ZHEN_OK)
    return status;
  return side_put_token(s, &s->tokens, (uint32_t)s->n_units - 1, *type);
}

zhen_status token_keep_form(document *d, token_type *t, const char *form)
{
  size_t size = strlen(form) + 1;
  char *copy = arena_alloc(&d->strings, size, 1);

  if (!copy)
    return zhen_fail_memory();
  memcpy(copy, form, size);
  t->form = copy;
  return ZHEN_OK;
}

zhen_status side_add_number(document *d, side *s, const struct number *n)
{
  char key[NUMBER_KEY_BYTES];
  size_t len = number_key(n, key);
  uint32_t type;

  return side_add_token(d, s, TOKEN_NUMBER, (zhen_str){key, len}, &type);
}

const char *mark_key(uint32_t rune)
{
  switch (rune) {
  case '?':
  case 0xFF1F:
    return "?";
  case '!':
  case 0xFF01:
    return "!";
  case 0x201C:
  case 0x300C:
  case 0x300E:
  case '"':
    return "\"";
  case ':':
  case 0xFF1A:
    return ":";
  case ';':
  case 0xFF1B:
    return ";";
  case 0x2026:
    return "...";
  default:
    return NULL;
  }
}

zhen_status side_add_mark(document *d, side *s, uint32_t rune)
{
  const char *key = mark_key(rune);
  uint32_t type;

  if (!key)
    return ZHEN_OK;
  return side_add_token(d, s, TOKEN_MARK, (zhen_str){key, strlen(key)}, &type);
}

const char *money_word(uint32_t rune)
{
  switch (rune) {
  case '$':
    return "dollar";
  case 0xA3:
    return "pound";
  case 0x20AC:
    return "euro";
  case 0xA5:
  case 0xFFE5:
    return "yuan";
  default:
    return NULL;
  }
}

bool quote_after(bool inside, uint32_t rune, uint32_t before)
{
  switch (rune) {
  case 0x201C:
  case 0x300C:
  case 0x300E:
    return true;
  case 0x201D:
  case 0x300D:
  case 0x300F:
    return false;
  case '"':
    return before == 0 || rune_is_space(before) || before == '(' ||
           (!inside && rune_is_han(before));
  default:
    return inside;
  }
}

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

  while (pairs && lexicon_pair(&pairs, t->end, &stem, &weight)) {
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
    status = rows_begin(&d->edges);
    if (status == ZHEN_OK)
      status = add_edges(d, &d->zh.types[t], by_stem);
  }
  free(by_stem);
  return status;
}

/* ---- chances ---- */

static zhen_status find_chances(side *s, const side *other, const rows *edges)
{
  double total = (double)other->n_tokens + 1;

  free(s->miss_chance);
  s->miss_chance = mem_calloc(s->n_types, sizeof *s->miss_chance);
  if (!s->miss_chance)
    return zhen_fail_memory();
  for (uint32_t t = 0; t < s->n_types; t++) {
    double n = 0;

    for (uint32_t k = edges->first[t]; k < edges->first[t + 1]; k++)
      n += other->types[edges->at[k]].count;
    s->miss_chance[t] = log1p(-fmin(n / total, .9));
  }
  return ZHEN_OK;
}

zhen_status document_connect(document *d)
{
  zhen_status status;

  rows_dispose(&d->back);
  status = rows_transpose(&d->back, &d->edges, d->en.n_types);
  if (status == ZHEN_OK)
    status = find_chances(&d->zh, &d->en, &d->edges);
  if (status == ZHEN_OK)
    status = find_chances(&d->en, &d->zh, &d->back);
  return status;
}

/* ---- the whole ---- */

static bool has_turns(const zhen_sentences *s)
{
  return s->count > 0 && s->at[0].turn > 0;
}

static bool has_paras(const zhen_sentences *s)
{
  return s->count > 0 && s->at[s->count - 1].para > 0;
}

zhen_status document_open(document *d, const zhen_lexicon *lexicon,
                          const zhen_sentences *zh, const zhen_sentences *en)
{
  zhen_status status;

  *d = (document){.lexicon = lexicon};
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
    status = document_connect(d);
  return status;
}

static void side_dispose(side *s)
{
  free(s->units);
  free(s->unit_of);
  free(s->types);
  free(s->miss_chance);
  rows_dispose(&s->tokens);
  interner_dispose(&s->names);
}

void document_close(document *d)
{
  side_dispose(&d->zh);
  side_dispose(&d->en);
  rows_dispose(&d->edges);
  rows_dispose(&d->back);
  rows_dispose(&d->unit_runs);
  interner_dispose(&d->runs);
  free(d->names);
  free(d->word_pairs);
  free(d->learned);
  arena_dispose(&d->strings);
  vectors_free(d->vectors);
  *d = (document){0};
}
