/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/repeats.h"
#include "base/fail.h"

#include <math.h>
#include <stdlib.h>

zhen_status repeats_open(repeats *r, const document *d, const score_model *m)
{
  *r = (repeats){.d = d,
                 .m = m,
                 .sentences = mem_calloc(d->zh.n_types, sizeof *r->sentences),
                 .last = mem_calloc(d->zh.n_types, sizeof *r->last),
                 .said = mem_calloc(d->en.n_types, sizeof *r->said),
                 .en = mem_calloc(d->en.n_types, sizeof *r->en)};
  return r->sentences && r->last && r->said && r->en ? ZHEN_OK
                                                     : zhen_fail_memory();
}

void repeats_close(repeats *r)
{
  free(r->sentences);
  free(r->last);
  free(r->said);
  free(r->en);
}

/* ---- Chinese words ---- */

static void count_zh(repeats *r, uint32_t i, uint32_t to_i)
{
  const side *zh = &r->d->zh;

  for (uint32_t u = i; u < to_i; u++)
    for (uint32_t k = zh->tokens.first[u]; k < zh->tokens.first[u + 1]; k++) {
      uint32_t type = zh->tokens.at[k], sentence = zh->units[u].sentence;

      if (r->sentences[type] == 0 || r->last[type] != sentence)
        r->sentences[type]++;
      r->last[type] = sentence;
    }
}

static void count_en(repeats *r, uint32_t begin, uint32_t end)
{
  const side *en = &r->d->en;

  for (uint32_t k = begin; k < end; k++)
    r->said[en->tokens.at[k]] += en->times[k];
}

static void forget_en(repeats *r, uint32_t begin, uint32_t end)
{
  for (uint32_t k = begin; k < end; k++)
    r->said[r->d->en.tokens.at[k]] = 0;
}

/* The hits of a type in `n` sentences that have no occurrence of their own. */
static double without(const repeats *r, uint32_t type, uint32_t n)
{
  const rows *edges = &r->d->edges;
  uint32_t said = 0;

  for (uint32_t e = edges->first[type]; e < edges->first[type + 1]; e++)
    said += r->said[edges->at[e]];
  return said > 0 && said < n ? n - said : 0;
}

static double zh_repeats(repeats *r, uint32_t i, uint32_t to_i, uint32_t j,
                         uint32_t to_j)
{
  const align_params *p = r->m->p;
  const side *zh = &r->d->zh;
  uint32_t begin = r->d->en.tokens.first[j], end = r->d->en.tokens.first[to_j];
  unsigned bucket = span_bucket(end - begin);
  double sum = 0;

  if (zh->units[i].sentence == zh->units[to_i - 1].sentence)
    return 0;
  count_zh(r, i, to_i);
  count_en(r, begin, end);
  for (uint32_t k = zh->tokens.first[i]; k < zh->tokens.first[to_i]; k++) {
    uint32_t type = zh->tokens.at[k], n = r->sentences[type];

    r->sentences[type] = 0;
    if (n > 1)
      sum +=
          without(r, type, n) * (double)hit_gains_of(&r->m->zh, type)[bucket];
  }
  forget_en(r, begin, end);
  return -p->repeat_weight * p->token_weight_zh * sum;
}

/* ---- English words ---- */

/* Count what translates each English type among the Chinese tokens. */
static void count_translations(repeats *r, uint32_t begin, uint32_t end)
{
  const side *zh = &r->d->zh;
  const rows *edges = &r->d->edges;

  for (uint32_t k = begin; k < end; k++) {
    uint32_t type = zh->tokens.at[k];
    token_kind kind = zh->types[type].kind;

    for (uint32_t e = edges->first[type]; e < edges->first[type + 1]; e++) {
      repeated *x = &r->en[edges->at[e]];

      x->words += kind != TOKEN_PART && kind != TOKEN_PHRASE;
      x->parts += kind == TOKEN_PART;
    }
  }
}

static void forget_bead(repeats *r, uint32_t i, uint32_t to_i, uint32_t j,
                        uint32_t to_j)
{
  const rows *zh = &r->d->zh.tokens, *en = &r->d->en.tokens;
  const rows *edges = &r->d->edges;

  for (uint32_t k = zh->first[i]; k < zh->first[to_i]; k++)
    for (uint32_t e = edges->first[zh->at[k]]; e < edges->first[zh->at[k] + 1];
         e++)
      r->en[edges->at[e]] = (repeated){0};
  for (uint32_t k = en->first[j]; k < en->first[to_j]; k++)
    r->en[en->at[k]] = (repeated){0};
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

/* The term of an anchor that is missing in a sentence which has none that hits,
   and little of its own; else 0. */
static double contradiction(const repeats *r, uint32_t u, unsigned bucket)
{
  const side *en = &r->d->en;
  double own = 0, missing = 0;

  for (uint32_t k = en->tokens.first[u]; k < en->tokens.first[u + 1]; k++) {
    uint32_t type = en->tokens.at[k];
    const repeated *x = &r->en[type];
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

static double find_contradictions(repeats *r, uint32_t j, uint32_t to_j,
                                  unsigned bucket)
{
  const rows *tokens = &r->d->en.tokens;
  double sum = 0;

  for (uint32_t u = j; u < to_j; u++) {
    double term = contradiction(r, u, bucket);

    sum += term;
    for (uint32_t k = tokens->first[u]; term < 0 && k < tokens->first[u + 1];
         k++)
      r->en[tokens->at[k]].contradicted = true;
  }
  return sum;
}

static double en_repeats(repeats *r, uint32_t i, uint32_t to_i, uint32_t j,
                         uint32_t to_j)
{
  const align_params *p = r->m->p;
  const rows *zh = &r->d->zh.tokens, *en = &r->d->en.tokens;
  unsigned bucket = span_bucket(zh->first[to_i] - zh->first[i]);
  double sum = 0, contradictions;

  if (to_j - j < 2)
    return 0;
  for (uint32_t k = en->first[j]; k < en->first[to_j]; k++)
    r->en[en->at[k]].sentences++;
  count_translations(r, zh->first[i], zh->first[to_i]);
  contradictions = find_contradictions(r, j, to_j, bucket);
  for (uint32_t k = en->first[j]; k < en->first[to_j]; k++) {
    repeated *x = &r->en[en->at[k]];

    if (is_repeated(x))
      sum += (x->contradicted ? 1 : p->repeat_weight_en) *
             (x->sentences - said_of(x)) *
             (double)hit_gains_of(&r->m->en, en->at[k])[bucket];
    x->sentences = 0;
  }
  forget_bead(r, i, to_i, j, to_j);
  return contradictions - p->token_weight_en * sum;
}

double repeats_term(repeats *r, uint32_t i, uint32_t to_i, uint32_t j,
                    uint32_t to_j)
{
  return zh_repeats(r, i, to_i, j, to_j) + en_repeats(r, i, to_i, j, to_j);
}
