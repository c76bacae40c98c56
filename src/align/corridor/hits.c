/* SPDX-License-Identifier: Apache-2.0 */
#include "align/corridor/hits.h"
#include "base/fail.h"

#include <stdlib.h>

/*
 * The types of a side, numbered in order of occurrence, and the units that
 * contain each.
 */
typedef struct holders {
  uint32_t *number; /* type -> number + 1; 0: not in this section */
  uint32_t *type;   /* number -> type */
  size_t n, capacity;
  rows units; /* number -> units, ascending */
} holders;

static void holders_dispose(holders *h)
{
  for (size_t k = 0; k < h->n; k++)
    h->number[h->type[k]] = 0;
  free(h->type);
  rows_dispose(&h->units);
}

/* A side without units has no rows. */
static uint32_t first_token(const side *s)
{
  return s->n_units ? s->tokens.first[0] : 0;
}

static uint32_t end_token(const side *s)
{
  return s->n_units ? s->tokens.first[s->n_units] : 0;
}

static zhen_status number_types(holders *h, const side *s)
{
  uint32_t begin = first_token(s), end = end_token(s);

  for (uint32_t k = begin; k < end; k++) {
    uint32_t type = s->tokens.at[k];
    zhen_status status;

    if (h->number[type])
      continue;
    status = mem_grow(&h->type, &h->capacity, h->n + 1, sizeof *h->type);
    if (status != ZHEN_OK)
      return status;
    h->type[h->n++] = type;
    h->number[type] = (uint32_t)h->n;
  }
  return ZHEN_OK;
}

static zhen_status list_units(holders *h, const side *s, progress *watched)
{
  const rows *tokens = &s->tokens;
  size_t n_tokens = end_token(s) - first_token(s);
  uint32_t *first = h->units.first = mem_calloc(h->n + 2, sizeof *first);

  h->units.at = mem_calloc(n_tokens, sizeof *h->units.at);
  if (!first || !h->units.at)
    return zhen_fail_memory();
  h->units.n = h->n;
  for (uint32_t k = first_token(s); k < end_token(s); k++)
    first[h->number[tokens->at[k]] + 1]++;
  for (size_t i = 2; i < h->n + 2; i++)
    first[i] += first[i - 1];
  /* while rows are filled, first[i + 1] is the end of the content of row i */
  for (uint32_t u = 0; u < s->n_units; u++) {
    zhen_status status = progress_step(watched, 0);

    if (status != ZHEN_OK)
      return status;
    for (uint32_t k = tokens->first[u]; k < tokens->first[u + 1]; k++)
      h->units.at[first[h->number[tokens->at[k]]]++] = u;
  }
  return ZHEN_OK;
}

static zhen_status holders_find(holders *h, const side *s, uint32_t **number,
                                progress *watched)
{
  zhen_status status;

  if (!*number)
    *number = mem_calloc(s->n_types, sizeof **number);
  *h = (holders){.number = *number};
  if (!*number)
    return zhen_fail_memory();
  status = number_types(h, s);
  return status == ZHEN_OK ? list_units(h, s, watched) : status;
}

/* ---- lists of the units that contain translations ---- */

/* The units of this section that contain a type. */
typedef struct holding_units {
  const uint32_t *at;
  uint32_t n;
} holding_units;

typedef struct lister {
  const holders *own, *other;
  progress *progress;
  const rows *edges; /* type of this side -> types of the other */
  uint64_t *marks;   /* one bit per unit of the other side */
  size_t n_words, most;
  holding_units *lists; /* of the translations of the current type, ... */
  size_t n_lists, lists_capacity;
  size_t total, longest; /* ... their lengths */
  hits *out;
  uint32_t *renumber; /* number among all -> number + 1 among those that hit */
  size_t types_capacity;
} lister;

static holding_units units_of(const holders *h, uint32_t type)
{
  uint32_t number = h->number[type];
  const uint32_t *first = h->units.first + number;

  return number ? (holding_units){h->units.at + first[-1], first[0] - first[-1]}
                : (holding_units){0};
}

static zhen_status find_lists(lister *x, uint32_t type)
{
  const uint32_t *edges = rows_from(x->edges, x->edges->first[type]);
  size_t n = x->edges->first[type + 1] - x->edges->first[type];
  zhen_status status =
      mem_grow(&x->lists, &x->lists_capacity, n, sizeof *x->lists);

  x->n_lists = x->total = x->longest = 0;
  for (size_t e = 0; e < n && status == ZHEN_OK; e++) {
    holding_units units = units_of(x->other, edges[e]);

    if (units.n == 0)
      continue;
    x->lists[x->n_lists++] = units;
    x->total += units.n;
    x->longest = units.n > x->longest ? units.n : x->longest;
  }
  return status;
}

/* Several translations: the marked units in order, which clears the marks. */
static uint32_t *put_union(lister *x, uint32_t *to)
{
  size_t low = x->n_words, high = 0;
  uint64_t *marks = x->marks;

  for (size_t k = 0; k < x->n_lists; k++) {
    holding_units units = x->lists[k];
    size_t first = units.at[0] / 64, last = units.at[units.n - 1] / 64;

    low = first < low ? first : low;
    high = last > high ? last : high;
    for (uint32_t i = 0; i < units.n; i++)
      marks[units.at[i] / 64] |= (uint64_t)1 << units.at[i] % 64;
  }
  for (size_t w = low; w <= high; w++) {
    for (uint64_t bits = marks[w]; bits; bits &= bits - 1)
      *to++ = (uint32_t)(w * 64 + (size_t)__builtin_ctzll(bits));
    marks[w] = 0;
  }
  return to;
}

/* The units of the lists, in the last row. */
static zhen_status append_units(lister *x)
{
  rows *r = &x->out->at;
  zhen_status status =
      mem_grow(&r->at, &r->at_capacity, r->n_at + x->total, sizeof *r->at);

  if (status != ZHEN_OK)
    return status;
  if (x->n_lists == 1) {
    memcpy(r->at + r->n_at, x->lists[0].at, x->total * sizeof *r->at);
    r->n_at += x->total;
  } else {
    r->n_at = (size_t)(put_union(x, r->at + r->n_at) - r->at);
  }
  r->first[r->n] = (uint32_t)r->n_at;
  return ZHEN_OK;
}

static zhen_status keep_type(lister *x, uint32_t type)
{
  hits *h = x->out;
  zhen_status status = rows_begin(&h->at);

  if (status == ZHEN_OK)
    status = mem_grow(&h->type, &x->types_capacity, h->at.n, sizeof *h->type);
  if (status == ZHEN_OK)
    h->type[h->at.n - 1] = type;
  return status;
}

static zhen_status list_type(lister *x, uint32_t type)
{
  rows *r = &x->out->at;
  zhen_status status = find_lists(x, type);

  if (status != ZHEN_OK || x->n_lists == 0 || x->longest > x->most ||
      units_of(x->own, type).n > x->most)
    return status;
  status = keep_type(x, type);
  if (status == ZHEN_OK)
    status = append_units(x);
  if (status == ZHEN_OK && r->n_at - r->first[r->n - 1] > x->most)
    r->n_at = r->first[--r->n];
  return status;
}

static zhen_status list_types(lister *x)
{
  zhen_status status = ZHEN_OK;

  for (size_t t = 0; t < x->own->n && status == ZHEN_OK; t++) {
    size_t before = x->out->at.n;

    status = list_type(x, x->own->type[t]);
    if (status == ZHEN_OK)
      status = progress_step(x->progress, 0);
    x->renumber[t] = x->out->at.n > before ? (uint32_t)x->out->at.n : 0;
  }
  return status;
}

/* The tokens of each unit, without those that hit nothing. */
static zhen_status list_tokens(lister *x, const side *s)
{
  const rows *tokens = &s->tokens;
  rows *r = &x->out->tokens;
  zhen_status status = ZHEN_OK;

  for (size_t u = 0; u < s->n_units && status == ZHEN_OK; u++) {
    uint32_t n = tokens->first[u + 1] - tokens->first[u];

    status = progress_step(x->progress, 0);
    if (status == ZHEN_OK)
      status = rows_begin(r);
    if (status == ZHEN_OK)
      status = mem_grow(&r->at, &r->at_capacity, r->n_at + n, sizeof *r->at);
    if (status != ZHEN_OK)
      break;
    for (uint32_t k = tokens->first[u]; k < tokens->first[u + 1]; k++) {
      uint32_t number = x->renumber[x->own->number[tokens->at[k]] - 1];

      if (number)
        r->at[r->n_at++] = number - 1;
    }
    r->first[r->n] = (uint32_t)r->n_at;
  }
  return status;
}

static zhen_status find_side(hits *out, progress *watched, const side *s,
                             const holders *own, const holders *other,
                             const rows *edges, size_t n_other, size_t most)
{
  lister x = {.progress = watched,
              .own = own,
              .other = other,
              .edges = edges,
              .n_words = n_other / 64 + 1,
              .most = most,
              .out = out};
  zhen_status status = ZHEN_OK;

  x.marks = mem_calloc(x.n_words, sizeof *x.marks);
  x.renumber = mem_calloc(own->n, sizeof *x.renumber);
  if (!x.marks || !x.renumber)
    status = zhen_fail_memory();
  if (status == ZHEN_OK)
    status = list_types(&x);
  if (status == ZHEN_OK)
    status = list_tokens(&x, s);
  free(x.lists);
  free(x.marks);
  free(x.renumber);
  return status;
}

zhen_status hits_find(hits *zh, hits *en, const document *d, size_t most,
                      hits_scratch *scratch)
{
  holders of_zh, of_en = {0};
  zhen_status status = holders_find(&of_zh, &d->zh, &scratch->zh, d->progress);

  *zh = (hits){0};
  if (en)
    *en = (hits){0};
  if (status == ZHEN_OK)
    status = holders_find(&of_en, &d->en, &scratch->en, d->progress);
  if (status == ZHEN_OK)
    status = find_side(zh, d->progress, &d->zh, &of_zh, &of_en, &d->edges,
                       d->en.n_units, most);
  if (status == ZHEN_OK && en)
    status = find_side(en, d->progress, &d->en, &of_en, &of_zh, &d->back,
                       d->zh.n_units, most);
  holders_dispose(&of_zh);
  holders_dispose(&of_en);
  return status;
}

void hits_scratch_dispose(hits_scratch *s)
{
  free(s->zh);
  free(s->en);
}

void hits_dispose(hits *h)
{
  rows_dispose(&h->tokens);
  rows_dispose(&h->at);
  free(h->type);
  *h = (hits){0};
}
