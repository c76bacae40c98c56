/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the document itself teaches: words that keep meeting in the beads of a
 * first pass, more than chance explains (G2, Dunning 1993), join the lexicon
 * for the second pass. Names and terms no dictionary has come in this way.
 */
#include "align/learn.h"
#include "base/fail.h"

#include <math.h>
#include <stdlib.h>

enum { COUNT_MIN = 2, BEAD_MAX = 4 };

static const double G2_MIN = 10, DICE_MIN = .3;

typedef struct meetings {
  uint64_t *at; /* zh type << 32 | en type, once for each bead */
  size_t count, capacity;
} meetings;

static bool can_learn(const token_type *t)
{
  return (t->kind == TOKEN_WORD || t->kind == TOKEN_CHAR ||
          t->kind == TOKEN_EN || t->kind == TOKEN_LATIN) &&
         t->count >= COUNT_MIN;
}

static zhen_status meet(meetings *m, const document *d, uint32_t zh_unit,
                        const zhen_bead *b)
{
  const side *zh = &d->zh, *en = &d->en;

  for (uint32_t k = zh->tokens.first[zh_unit];
       k < zh->tokens.first[zh_unit + 1]; k++) {
    uint32_t z = zh->tokens.at[k];

    if (!can_learn(&zh->types[z]))
      continue;
    for (uint32_t n = en->tokens.first[en->unit_of[b->en_begin]];
         n < en->tokens.first[en->unit_of[b->en_end]]; n++) {
      uint32_t e = en->tokens.at[n];
      zhen_status status;

      if (!can_learn(&en->types[e]))
        continue;
      status = mem_grow(&m->at, &m->capacity, m->count + 1, sizeof *m->at);
      if (status != ZHEN_OK)
        return status;
      m->at[m->count++] = (uint64_t)z << 32 | e;
    }
  }
  return ZHEN_OK;
}

static int by_value(const void *a, const void *b)
{
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

  return (x > y) - (x < y);
}

static double term(double observed, double expected)
{
  return observed > 0 ? observed * log(observed / expected) : 0;
}

/* G2 of the table both / zh only / en only / neither, over n beads. */
static double g2(double both, double zh, double en, double n)
{
  double z = zh - both, e = en - both, rest = n - zh - en + both;

  if (both * n <= zh * en || z < 0 || e < 0 || rest < 0)
    return 0;
  return 2 * (term(both, zh * en / n) + term(z, zh * (n - en) / n) +
              term(e, (n - zh) * en / n) + term(rest, (n - zh) * (n - en) / n));
}

/* Whether two types keep meeting, and then how often and how surely. */
static bool is_telling(const document *d, uint64_t pair, double both, double n,
                       learned_pair *out)
{
  double zh = d->zh.types[pair >> 32].count;
  double en = d->en.types[(uint32_t)pair].count, strength;

  both = fmin(both, fmin(zh, en));
  if (both < COUNT_MIN || 2 * both / (zh + en) <= DICE_MIN)
    return false;
  strength = g2(both, zh, en, n);
  *out = (learned_pair){.zh = (uint32_t)(pair >> 32),
                        .en = (uint32_t)pair,
                        .count = (uint32_t)both,
                        .strength = (float)strength};
  return strength > G2_MIN;
}

static bool has_edge(const document *d, const learned_pair *pair)
{
  for (uint32_t e = d->edges.first[pair->zh]; e < d->edges.first[pair->zh + 1];
       e++)
    if (d->edges.at[e] == pair->en)
      return true;
  return false;
}

static zhen_status add_learned(document *d, const learned_pair *pair)
{
  zhen_status status = mem_grow(&d->learned, &d->learned_capacity,
                                d->n_learned + 1, sizeof *d->learned);

  if (status == ZHEN_OK)
    d->learned[d->n_learned++] = *pair;
  return status;
}

/* The edges there were and the pairs learned, row by row. */
static zhen_status merge(document *d, const meetings *m, double n)
{
  rows merged = {0};
  size_t k = 0;
  zhen_status status = ZHEN_OK;

  for (uint32_t z = 0; z < d->zh.n_types && status == ZHEN_OK; z++) {
    status = rows_begin(&merged);
    for (uint32_t e = d->edges.first[z];
         e < d->edges.first[z + 1] && status == ZHEN_OK; e++)
      status = rows_append(&merged, d->edges.at[e]);
    while (k < m->count && m->at[k] >> 32 == z && status == ZHEN_OK) {
      learned_pair pair;
      size_t same = k;

      while (same < m->count && m->at[same] == m->at[k])
        same++;
      if (is_telling(d, m->at[k], (double)(same - k), n, &pair) &&
          !has_edge(d, &pair)) {
        status = rows_append(&merged, pair.en);
        if (status == ZHEN_OK)
          status = add_learned(d, &pair);
      }
      k = same;
    }
  }
  if (status != ZHEN_OK) {
    rows_dispose(&merged);
    return status;
  }
  rows_dispose(&d->edges);
  d->edges = merged;
  return ZHEN_OK;
}

zhen_status document_learn(document *d, const zhen_alignment *a)
{
  meetings m = {0};
  zhen_status status = ZHEN_OK;

  for (size_t k = 0; k < a->count && status == ZHEN_OK; k++) {
    const zhen_bead *b = &a->beads[k];

    if (b->zh_end - b->zh_begin > BEAD_MAX || b->en_begin == b->en_end ||
        b->en_end - b->en_begin > BEAD_MAX)
      continue;
    for (uint32_t u = d->zh.unit_of[b->zh_begin];
         u < d->zh.unit_of[b->zh_end] && status == ZHEN_OK; u++)
      status = meet(&m, d, u, b);
  }
  if (m.count)
    qsort(m.at, m.count, sizeof *m.at, by_value);
  if (status == ZHEN_OK)
    status = merge(d, &m, (double)a->count);
  if (status == ZHEN_OK)
    status = document_connect(d);
  free(m.at);
  return status;
}
