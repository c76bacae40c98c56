/* SPDX-License-Identifier: Apache-2.0 */
#include "tokens/document.h"
#include "base/fail.h"
#include "lexicon/frequency.h"
#include "lexicon/number.h"
#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>

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
                                .as = kind,
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
  return rows_append_noted(tokens, type, s->position);
}

/* A token that is about to be added to the last unit. */
static zhen_status count_time(side *s, token_type *t)
{
  zhen_status status;

  if (t->last_unit == s->n_units) {
    if (s->times[t->last_at] < UINT16_MAX)
      s->times[t->last_at]++;
    return ZHEN_OK;
  }
  status = mem_grow(&s->times, &s->times_capacity, s->tokens.n_at + 1,
                    sizeof *s->times);
  if (status != ZHEN_OK)
    return status;
  t->last_at = (uint32_t)s->tokens.n_at;
  s->times[t->last_at] = 1;
  return ZHEN_OK;
}

zhen_status side_add_token(document *d, side *s, token_kind kind, zhen_str key,
                           uint32_t *type)
{
  zhen_status status = side_add_type(d, s, kind, key, type);

  if (status == ZHEN_OK && s == &d->en)
    status = count_time(s, &s->types[*type]);
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

static token_kind kind_of_number(const number *n)
{
  if (n->kind == NUMBER_MONTH || n->kind == NUMBER_CLOCK ||
      n->kind == NUMBER_HALF || n->kind == NUMBER_QUARTER)
    return TOKEN_TENS;
  if (n->kind != NUMBER_PLAIN || n->value >= 100 || number_is_fraction(n))
    return TOKEN_HARD;
  return n->value >= 10 ? TOKEN_TENS : TOKEN_NUMBER;
}

zhen_status side_add_number(document *d, side *s, const struct number *n)
{
  char key[NUMBER_KEY_BYTES];
  size_t len = number_key(n, key);
  uint32_t type;

  return side_add_token(d, s, kind_of_number(n), (zhen_str){key, len}, &type);
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

/* ---- chances ---- */

/*
 * A hit of the commonest token still says something; log(1 - 1) is none. With
 * .5 and .99 F1 of the development sets is the same (see align/score/params.h).
 */
static const double CHANCE_MAX = .9;

/*
 * How often a token is there by chance is what the document says, and as many
 * tokens of general text: in a few sentences each word seems frequent. With 0,
 * 60 and 150, .70, .75 and .77 of 900 pairs of tests/bench/anchor_probes.py and
 * others like them are right; log p of the development sets is the same, and
 * .0002 lower with 300.
 */
static const double GENERAL_TOKENS = 150;

/* The share of a token in general text; of what is in no word list, in the
   document. */
static double general_share(const frequencies *f, const side *s,
                            const token_type *t)
{
  switch (t->kind) {
  case TOKEN_WORD:
  case TOKEN_CHAR:
    return (double)frequency_rate(
        frequency_zh(f, (zhen_str){t->key, strlen(t->key)}));
  case TOKEN_EN:
    return t->stem == WORD_NONE
               ? exp2(-(double)BITS_RARE)
               : (double)frequency_rate(frequency_en(f, t->stem));
  case TOKEN_MARK:
  case TOKEN_NUMBER:
  case TOKEN_PART:
    return (double)t->count / (double)(s->n_tokens + 1);
  default:
    return exp2(-(double)BITS_RARE);
  }
}

/* By type: the share of a token in this document and, if frequencies are given,
   in general text. */
static zhen_status find_shares(double **out, const side *s,
                               const frequencies *f)
{
  double general = f ? GENERAL_TOKENS : 0;
  double total = (double)s->n_tokens + 1 + general;
  double *shares = mem_calloc(s->n_types, sizeof *shares);

  *out = shares;
  if (!shares)
    return zhen_fail_memory();
  for (uint32_t t = 0; t < s->n_types; t++)
    shares[t] = (s->types[t].count +
                 (f ? general * general_share(f, s, &s->types[t]) : 0)) /
                total;
  return ZHEN_OK;
}

static zhen_status find_chances(side *s, const side *other, const rows *edges,
                                const frequencies *f, progress *watched)
{
  double *shares;
  zhen_status status = find_shares(&shares, other, f);

  free(s->miss_chance);
  s->miss_chance = mem_calloc(s->n_types, sizeof *s->miss_chance);
  if (status == ZHEN_OK && !s->miss_chance)
    status = zhen_fail_memory();
  for (uint32_t t = 0; t < s->n_types && status == ZHEN_OK; t++) {
    double chance = 0;

    status = progress_step(watched, 0);
    for (uint32_t k = edges->first[t]; k < edges->first[t + 1]; k++)
      chance += shares[edges->at[k]];
    s->miss_chance[t] = log1p(-fmin(chance, CHANCE_MAX));
  }
  free(shares);
  return status;
}

zhen_status document_connect(document *d)
{
  const frequencies *f = d->lexicon ? &d->lexicon->frequencies : NULL;
  zhen_status status;

  rows_dispose(&d->back);
  status = rows_transpose(&d->back, &d->edges, d->en.n_types);
  if (status == ZHEN_OK)
    status = find_chances(&d->zh, &d->en, &d->edges, f, d->progress);
  if (status == ZHEN_OK)
    status = find_chances(&d->en, &d->zh, &d->back, f, d->progress);
  return status;
}

/* ---- the document ---- */

static void side_dispose(side *s)
{
  free(s->units);
  free(s->unit_of);
  free(s->types);
  free(s->miss_chance);
  rows_dispose(&s->tokens);
  free(s->times);
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
  free(d->bigrams);
  free(d->learned);
  arena_dispose(&d->strings);
  *d = (document){0};
}
