/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/whole.h"
#include "base/fail.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* Larger beads are not crossed: time grows with the product of both sides. */
enum { CROSS_ZH_MAX = 12, CROSS_EN_MAX = 6 };

/* ---- opening ---- */

zhen_status whole_open(whole *w, const align_input *in, const score_model *m)
{
  const document *d = in->d;
  hits_scratch scratch = {0};
  zhen_status status;

  *w = (whole){.scorer = {.in = in, .m = m}};
  status = hits_find(&w->zh.hits, &w->en.hits, d, SIZE_MAX, &scratch);
  hits_scratch_dispose(&scratch);
  if (status == ZHEN_OK)
    status = order_open(&w->order, d, m->p);
  if (status == ZHEN_OK)
    status = repeats_open(&w->repeats, d, m);
  return status;
}

static void side_dispose(whole_side *s)
{
  hits_dispose(&s->hits);
  free(s->tokens);
}

void whole_close(whole *w)
{
  side_dispose(&w->zh);
  side_dispose(&w->en);
  order_close(w->order);
  repeats_close(&w->repeats);
}

/* ---- the tokens of a bead ---- */

/* The units of [from, to) among those that a type hits. */
static uint64_t units_hit(const rows *at, uint32_t number, uint32_t from,
                          uint32_t to)
{
  uint32_t low = at->first[number], end = at->first[number + 1], high = end;
  uint64_t units = 0;

  while (low < high) {
    uint32_t mid = low + (high - low) / 2;

    if (at->at[mid] < from)
      low = mid + 1;
    else
      high = mid;
  }
  for (; low < end && at->at[low] < to; low++)
    units |= (uint64_t)1 << (at->at[low] - from);
  return units;
}

/* The tokens of units [begin, end) that hit in [from, to) of the other side. */
static zhen_status read_side(whole_side *s, uint32_t begin, uint32_t end,
                             uint32_t from, uint32_t to)
{
  const rows *tokens = &s->hits.tokens;
  size_t most = tokens->first[end] - tokens->first[begin];
  zhen_status status =
      mem_grow(&s->tokens, &s->capacity, most + 1, sizeof *s->tokens);

  s->n = 0;
  if (status != ZHEN_OK)
    return status;
  for (uint32_t u = begin; u < end; u++)
    for (uint32_t k = tokens->first[u]; k < tokens->first[u + 1]; k++) {
      uint32_t number = tokens->at[k];
      uint64_t hit = units_hit(&s->hits.at, number, from, to);

      if (hit)
        s->tokens[s->n++] = (whole_token){hit, u - begin, s->hits.type[number]};
    }
  return ZHEN_OK;
}

static zhen_status read_tokens(whole *w, whole_bead b)
{
  zhen_status status;

  if (w->read && memcmp(&w->bead, &b, sizeof b) == 0)
    return ZHEN_OK;
  w->read = false;
  status = read_side(&w->zh, b.i, b.to_i, b.j, b.to_j);
  if (status == ZHEN_OK)
    status = read_side(&w->en, b.j, b.to_j, b.i, b.to_i);
  if (status != ZHEN_OK)
    return status;
  w->bead = b;
  w->read = true;
  return ZHEN_OK;
}

static uint32_t count_tokens(const side *s, uint32_t begin, uint32_t end)
{
  return s->tokens.first[end] - s->tokens.first[begin];
}

/* What units [begin, end) add if no token hits. */
static double misses(const token_scores *t, const side *s, uint32_t begin,
                     uint32_t end)
{
  double sum = 0;

  for (uint32_t k = s->tokens.first[begin]; k < s->tokens.first[end]; k++)
    sum += (double)t->miss_cost[s->tokens.at[k]];
  return sum;
}

/* ---- order ---- */

static double order_of(const whole *w, step s)
{
  return order_term(w->order, s.i - s.zh, s.i, s.j - s.en, s.j);
}

double whole_order(const whole *w, whole_bead b)
{
  return fmax(order_term(w->order, b.i, b.to_i, b.j, b.to_j),
              order_turned(w->order, b.i, b.to_i, b.j, b.to_j));
}

/* ---- crossed halves ---- */

static step step_of(whole_bead b)
{
  return (step){b.to_i, b.to_j, b.to_i - b.i, b.to_j - b.j};
}

static double sum_of(const double terms[ZHEN_TERMS])
{
  double sum = 0;

  for (int k = 0; k < ZHEN_TERMS; k++)
    sum += terms[k];
  return sum;
}

/* The blocks of a bead cut at u and v. */
static step first_block(whole_bead b, uint32_t u, uint32_t v)
{
  return (step){u, b.to_j, u - b.i, b.to_j - v};
}

static step second_block(whole_bead b, uint32_t u, uint32_t v)
{
  return (step){b.to_i, v, b.to_i - u, v - b.j};
}

static double price(const whole *w, uint32_t cut)
{
  const align_params *p = w->scorer.m->p;

  return w->scorer.in->d->zh.units[cut - 1].ends_sentence ? p->cross_sentence
                                                          : p->cross;
}

static uint64_t lowest(uint32_t n)
{
  return ((uint64_t)1 << n) - 1;
}

/*
 * What hits add on one side, cut before its unit `own`, the other one before
 * `other`, where the parts have `n_first` and `n_second` tokens.
 */
static double hits_between(const whole_side *s, const token_scores *t,
                           uint32_t own, uint32_t other, uint32_t n_first,
                           uint32_t n_second)
{
  unsigned first = span_bucket(n_first), second = span_bucket(n_second);
  double sum = 0;

  for (size_t k = 0; k < s->n; k++) {
    const whole_token *x = &s->tokens[k];

    if (x->unit < own && x->hit & ~lowest(other))
      sum += (double)hit_gains_of(t, x->type)[second];
    else if (x->unit >= own && x->hit & lowest(other))
      sum += (double)hit_gains_of(t, x->type)[first];
  }
  return sum;
}

static double block_hits(const whole *w, whole_bead b, uint32_t u, uint32_t v)
{
  const score_model *m = w->scorer.m;
  const side *zh = &w->scorer.in->d->zh, *en = &w->scorer.in->d->en;

  return m->p->token_weight_zh * hits_between(&w->zh, &m->zh, u - b.i, v - b.j,
                                              count_tokens(en, b.j, v),
                                              count_tokens(en, v, b.to_j)) +
         m->p->token_weight_en * hits_between(&w->en, &m->en, v - b.j, u - b.i,
                                              count_tokens(zh, b.i, u),
                                              count_tokens(zh, u, b.to_i));
}

/* Words, lengths and shapes of both blocks; tokens without a hit do not count.
 */
static double score_cut(const whole *w, whole_bead b, uint32_t u, uint32_t v)
{
  step first = first_block(b, u, v), second = second_block(b, u, v);
  double terms[ZHEN_TERMS] = {0};

  if (!step_is_tried(&w->scorer, first) || !step_is_tried(&w->scorer, second))
    return -DBL_MAX;
  terms_add_form(&w->scorer, first, terms);
  terms_add_form(&w->scorer, second, terms);
  return price(w, u) + sum_of(terms) + block_hits(w, b, u, v);
}

static crossing best_cut(const whole *w, whole_bead b)
{
  crossing best = {.score = -DBL_MAX};

  for (uint32_t u = b.i + 1; u < b.to_i; u++)
    for (uint32_t v = b.j + 1; v < b.to_j; v++) {
      double score = score_cut(w, b, u, v);

      if (score > best.score)
        best = (crossing){u, v, score};
    }
  return best;
}

zhen_status whole_cross(crossing *out, whole *w, whole_bead b)
{
  const score_model *m = w->scorer.m;
  const document *d = w->scorer.in->d;
  double bounds[ZHEN_TERMS] = {0};
  zhen_status status = ZHEN_OK;

  *out = (crossing){.score = -DBL_MAX};
  if (b.to_i - b.i > CROSS_ZH_MAX || b.to_j - b.j > CROSS_EN_MAX ||
      m->p->cross <= IMPOSSIBLE)
    return ZHEN_OK;
  status = read_tokens(w, b);
  if (status == ZHEN_OK)
    *out = best_cut(w, b);
  if (out->score <= -DBL_MAX)
    return status;
  terms_add_bounds(&w->scorer, step_of(b), bounds);
  out->score += sum_of(bounds) +
                m->p->token_weight_zh * misses(&m->zh, &d->zh, b.i, b.to_i) +
                m->p->token_weight_en * misses(&m->en, &d->en, b.j, b.to_j) +
                order_of(w, first_block(b, out->zh, out->en)) +
                order_of(w, second_block(b, out->zh, out->en));
  return ZHEN_OK;
}

static void add_block(const whole *w, const term_scorer *x, step s,
                      double terms[ZHEN_TERMS])
{
  terms_add_tokens(x, s, terms);
  terms_add_form(x, s, terms);
  terms[ZHEN_TERM_ORDER] += order_of(w, s);
}

void whole_cross_terms(const whole *w, const term_scorer *x, whole_bead b,
                       const crossing *c, double terms[ZHEN_TERMS])
{
  add_block(w, x, first_block(b, c->zh, c->en), terms);
  add_block(w, x, second_block(b, c->zh, c->en), terms);
  terms_add_bounds(x, step_of(b), terms);
  terms[ZHEN_TERM_CROSSED] += price(w, c->zh);
}

/* ---- all of them ---- */

double whole_repeats(whole *w, whole_bead b)
{
  return repeats_term(&w->repeats, b.i, b.to_i, b.j, b.to_j);
}

zhen_status whole_weight(double *weight, whole *w, whole_bead b, double path)
{
  double straight = path + whole_order(w, b), high, low;
  crossing c;
  zhen_status status = whole_cross(&c, w, b);

  if (status != ZHEN_OK)
    return status;
  high = fmax(straight, c.score);
  low = fmin(straight, c.score);
  *weight = (low <= -DBL_MAX ? high : high + log1p(exp(low - high))) +
            whole_repeats(w, b);
  return ZHEN_OK;
}
