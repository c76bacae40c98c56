/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/repeats.h"
#include "base/fail.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

zhen_status repeats_open(repeats *r, const links *l, const score_model *m)
{
  size_t n_types = l->d->zh.n_types;

  *r = (repeats){.links = l,
                 .m = m,
                 .sentences = mem_calloc(n_types, sizeof *r->sentences),
                 .last = mem_calloc(n_types, sizeof *r->last)};
  return r->sentences && r->last ? ZHEN_OK : zhen_fail_memory();
}

zhen_status repeats_read(repeats *r)
{
  return mem_grow(&r->en, &r->en_capacity, r->links->en.n + 1, sizeof *r->en);
}

void repeats_close(repeats *r)
{
  free(r->sentences);
  free(r->last);
  free(r->en);
}

/* ---- Chinese words ---- */

static void count_zh(repeats *r, const uint32_t *type)
{
  const links *l = r->links;
  const unit *units = l->d->zh.units + l->bead.i;

  for (uint32_t k = 0; k < l->zh.n; k++) {
    uint32_t sentence = units[l->zh.unit[k]].sentence;

    if (r->sentences[type[k]] == 0 || r->last[type[k]] != sentence)
      r->sentences[type[k]]++;
    r->last[type[k]] = sentence;
  }
}

/* The hits of a token in `n` sentences that have no occurrence of their own. */
static double without(const links *l, uint32_t token, uint32_t n)
{
  const uint16_t *times = l->d->en.times + l->en.begin;
  uint32_t said = 0;

  for (uint32_t h = l->first[token]; h < l->first[token + 1]; h++)
    said += l->hits[h] < l->en.n ? times[l->hits[h]] : 0;
  return said > 0 && said < n ? n - said : 0;
}

static double zh_repeats(repeats *r)
{
  const links *l = r->links;
  const align_params *p = r->m->p;
  const side *zh = &l->d->zh;
  const uint32_t *type = zh->tokens.at + l->zh.begin;
  unsigned bucket = span_bucket(l->en.n);
  double sum = 0;

  if (zh->units[l->bead.i].sentence == zh->units[l->bead.to_i - 1].sentence)
    return 0;
  count_zh(r, type);
  for (uint32_t k = 0; k < l->zh.n; k++) {
    uint32_t n = r->sentences[type[k]];

    r->sentences[type[k]] = 0;
    if (n > 1)
      sum +=
          without(l, k, n) * (double)hit_gains_of(&r->m->zh, type[k])[bucket];
  }
  return -p->repeat_weight * p->token_weight_zh * sum;
}

/* ---- English words ---- */

static void count_en(repeats *r)
{
  const links *l = r->links;

  for (uint32_t k = 0; k < l->en.n; k++) {
    if (l->same[k] == k)
      r->en[k] = (repeated){0};
    r->en[l->same[k]].sentences++;
  }
}

/* Count what translates each English type among the Chinese tokens. */
static void count_translations(repeats *r)
{
  const links *l = r->links;
  const side *zh = &l->d->zh;

  for (uint32_t k = 0; k < l->zh.n; k++) {
    token_kind kind = zh->types[zh->tokens.at[l->zh.begin + k]].kind;

    for (uint32_t h = l->first[k]; h < l->first[k + 1]; h++) {
      uint32_t e = l->hits[h];

      if (l->same[e] != e || e >= l->en.n)
        continue;
      r->en[e].words += kind != TOKEN_PART && kind != TOKEN_PHRASE;
      r->en[e].parts += kind == TOKEN_PART;
    }
  }
}

/* The occurrences of what translates a type. */
static uint32_t said_of(const repeated *x)
{
  return x->words ? x->words : x->parts;
}

static bool is_repeated(const repeated *x)
{
  return said_of(x) > 0 && said_of(x) < x->sentences;
}

/* How surely an English type that is an anchor is translated; 0: it is none. */
static double anchor_hit(const repeats *r, const token_type *t)
{
  switch (t->as) {
  case TOKEN_LATIN:
  case TOKEN_TENS:
  case TOKEN_HARD:
  case TOKEN_NAME:
  case TOKEN_PROPER:
    return r->m->p->hit[t->as];
  default:
    return t->stem != WORD_NONE && t->n_capital > 0 && t->n_lower == 0
               ? r->m->p->hit[TOKEN_NAME]
               : 0;
  }
}

/* Where the tokens of an English unit of the bead end. */
static uint32_t end_of(const links *l, uint32_t number)
{
  return l->d->en.tokens.first[l->bead.j + number + 1] - l->en.begin;
}

/* The term of an anchor that is missing in a sentence, the tokens [begin, end),
   which has none that hits, and little of its own; else 0. */
static double contradiction(const repeats *r, uint32_t begin, uint32_t end,
                            unsigned bucket)
{
  const links *l = r->links;
  const side *en = &l->d->en;
  double own = 0, missing = 0;

  for (uint32_t k = begin; k < end; k++) {
    uint32_t type = en->tokens.at[l->en.begin + k];
    const repeated *x = &r->en[l->same[k]];
    double hit = anchor_hit(r, &en->types[type]);

    if (said_of(x) > 0 && hit > 0)
      return 0;
    if (said_of(x) == 0)
      missing = fmax(missing, hit);
    else if (!is_repeated(x))
      own += (double)hit_gains_of(&r->m->en, type)[bucket];
  }
  return own < r->m->p->repeat_own ? log1p(-missing) : 0;
}

static double find_contradictions(repeats *r, unsigned bucket)
{
  const links *l = r->links;
  uint32_t begin = 0, end;
  double sum = 0;

  for (uint32_t u = 0; u < l->bead.to_j - l->bead.j; u++, begin = end) {
    double term;

    end = end_of(l, u);
    term = contradiction(r, begin, end, bucket);
    sum += term;
    for (uint32_t k = begin; term < 0 && k < end; k++)
      r->en[l->same[k]].contradicted = true;
  }
  return sum;
}

static double en_repeats(repeats *r)
{
  const links *l = r->links;
  const align_params *p = r->m->p;
  const uint32_t *type = l->d->en.tokens.at + l->en.begin;
  unsigned bucket = span_bucket(l->zh.n);
  double sum = 0, contradictions;

  if (l->bead.to_j - l->bead.j < 2)
    return 0;
  count_en(r);
  count_translations(r);
  contradictions = find_contradictions(r, bucket);
  for (uint32_t k = 0; k < l->en.n; k++) {
    const repeated *x = &r->en[k];

    if (l->same[k] == k && is_repeated(x))
      sum += (x->contradicted ? 1 : p->repeat_weight_en) *
             (x->sentences - said_of(x)) *
             (double)hit_gains_of(&r->m->en, type[k])[bucket];
  }
  return contradictions - p->token_weight_en * sum;
}

double repeats_term(repeats *r)
{
  return zh_repeats(r) + en_repeats(r);
}
