/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/whole.h"
#include "align/score/form.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/quick.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* Larger beads are not crossed: time grows with the product of both sides. */
enum { CROSS_ZH_MAX = 12, CROSS_EN_MAX = 6 };

/* ---- the current bead ---- */

zhen_status whole_open(whole *w, const align_input *in, const score_model *m)
{
  zhen_status status;

  *w = (whole){.scorer = {.in = in, .m = m}};
  status = links_open(&w->links, in->d);
  if (status == ZHEN_OK)
    status = order_open(&w->order, &w->links, m->p);
  if (status == ZHEN_OK)
    status = repeats_open(&w->repeats, &w->links, m);
  return status;
}

void whole_close(whole *w)
{
  links_close(&w->links);
  order_close(w->order);
  repeats_close(&w->repeats);
  free(w->zh_reach);
  free(w->en_reach);
}

zhen_status whole_read(whole *w, whole_bead b)
{
  zhen_status status = links_read(&w->links, b);

  if (status == ZHEN_OK)
    status = order_read(w->order);
  if (status == ZHEN_OK)
    status = repeats_read(&w->repeats);
  if (status == ZHEN_OK)
    status = mem_grow(&w->zh_reach, &w->zh_capacity, w->links.zh.n + 1,
                      sizeof *w->zh_reach);
  if (status == ZHEN_OK)
    status = mem_grow(&w->en_reach, &w->en_capacity, w->links.en.n + 1,
                      sizeof *w->en_reach);
  return status;
}

void whole_cut(whole *w, uint32_t to_i, uint32_t to_j)
{
  links_cut(&w->links, to_i, to_j);
}

double whole_order(whole *w)
{
  return order_best(w->order);
}

double whole_repeats(whole *w)
{
  return repeats_term(&w->repeats);
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
static whole_bead first_block(whole_bead b, uint32_t u, uint32_t v)
{
  return (whole_bead){b.i, u, v, b.to_j};
}

static whole_bead second_block(whole_bead b, uint32_t u, uint32_t v)
{
  return (whole_bead){u, b.to_i, b.j, v};
}

static double price(const whole *w, uint32_t cut)
{
  const align_params *p = w->scorer.m->p;

  return w->scorer.in->d->zh.units[cut - 1].ends_sentence ? p->cross_sentence
                                                          : p->cross;
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

/* The units of the other side that each token hits; keep the tokens that hit
   any. */
static void find_reach(whole *w)
{
  const links *l = &w->links;
  const side *zh = &l->d->zh, *en = &l->d->en;

  w->n_zh = w->n_en = 0;
  for (uint32_t k = 0; k < l->en.n; k++)
    w->en_reach[k].first = UINT32_MAX;
  for (uint32_t k = 0; k < l->zh.n; k++) {
    reach own = {.first = UINT32_MAX,
                 .unit = l->zh.unit[k],
                 .type = zh->tokens.at[l->zh.begin + k]};

    for (uint32_t h = l->first[k]; h < l->first[k + 1]; h++) {
      reach *other = &w->en_reach[l->hits[h]];
      uint32_t u = l->en.unit[l->hits[h]];

      if (l->hits[h] >= l->en.n)
        continue;
      own.first = u < own.first ? u : own.first;
      own.last = u > own.last ? u : own.last;
      other->first = other->first < own.unit ? other->first : own.unit;
      other->last = own.unit; /* they are in order */
    }
    if (own.first <= own.last)
      w->zh_reach[w->n_zh++] = own;
  }
  for (uint32_t k = 0; k < l->en.n; k++)
    if (w->en_reach[k].first != UINT32_MAX) {
      w->en_reach[w->n_en] = w->en_reach[k];
      w->en_reach[w->n_en].unit = l->en.unit[k];
      w->en_reach[w->n_en++].type = en->tokens.at[l->en.begin + k];
    }
}

/* The tokens of a side that hit, in how many units. */
typedef struct cut_hits {
  const reach *at;
  uint32_t n, n_units;
  const token_scores *t;
  double weight;
} cut_hits;

/*
 * What hits add by the cut of a side, where the other one is cut before its
 * unit `other` to parts of `n_first` and `n_second` tokens.
 */
static void add_hits(const cut_hits *x, uint32_t other, uint32_t n_first,
                     uint32_t n_second, double *sums, size_t stride)
{
  unsigned first = span_bucket(n_first), second = span_bucket(n_second);
  double before[CROSS_ZH_MAX] = {0}, after[CROSS_ZH_MAX] = {0}, sum = 0;

  for (uint32_t k = 0; k < x->n; k++) {
    const reach *r = &x->at[k];
    const float *gains = hit_gains_of(x->t, r->type);

    if (r->last >= other)
      before[r->unit] += (double)gains[second];
    if (r->first < other)
      after[r->unit] += (double)gains[first];
  }
  for (uint32_t u = 0; u < x->n_units; u++)
    sum += after[u];
  for (uint32_t u = 1; u < x->n_units; u++) {
    sum += before[u - 1] - after[u - 1];
    sums[u * stride] += x->weight * sum;
  }
}

/* By cut, units from the first of the bead: what the hits of both blocks add.
 */
typedef double cut_sums[CROSS_ZH_MAX][CROSS_EN_MAX];

static void sum_hits(const whole *w, cut_sums sums)
{
  const score_model *m = w->scorer.m;
  const side *zh = &w->links.d->zh, *en = &w->links.d->en;
  whole_bead b = w->links.bead;
  cut_hits of_zh = {w->zh_reach, w->n_zh, b.to_i - b.i, &m->zh,
                    m->p->token_weight_zh};
  cut_hits of_en = {w->en_reach, w->n_en, b.to_j - b.j, &m->en,
                    m->p->token_weight_en};

  for (uint32_t v = b.j + 1; v < b.to_j; v++)
    add_hits(&of_zh, v - b.j, count_tokens(en, b.j, v),
             count_tokens(en, v, b.to_j), &sums[0][v - b.j], CROSS_EN_MAX);
  for (uint32_t u = b.i + 1; u < b.to_i; u++)
    add_hits(&of_en, u - b.i, count_tokens(zh, b.i, u),
             count_tokens(zh, u, b.to_i), sums[u - b.i], 1);
}

/* ---- the best cut ---- */

/* The forms of the halves of the sides, by the first unit of the second one. */
typedef struct half_forms {
  zh_form zh_first[CROSS_ZH_MAX], zh_second[CROSS_ZH_MAX];
  en_form en_first[CROSS_EN_MAX], en_second[CROSS_EN_MAX];
} half_forms;

static void find_forms(const whole *w, half_forms *f)
{
  const document *d = w->links.d;
  const align_params *p = w->scorer.m->p;
  whole_bead b = w->links.bead;

  for (uint32_t u = b.i + 1; u < b.to_i; u++) {
    f->zh_first[u - b.i] = zh_form_of(d, p, b.i, u);
    f->zh_second[u - b.i] = zh_form_of(d, p, u, b.to_i);
  }
  for (uint32_t v = b.j + 1; v < b.to_j; v++) {
    f->en_first[v - b.j] = en_form_of(d, p, b.j, v);
    f->en_second[v - b.j] = en_form_of(d, p, v, b.to_j);
  }
}

/* A block, of halves of these forms; -DBL_MAX if it is not tried. */
static double form_score(const term_scorer *x, const zh_form *zh,
                         const en_form *en, whole_bead block)
{
  if (!form_is_tried(x->m->p, zh, en))
    return -DBL_MAX;
  return form_length(zh, en) + zh->shape + en->shape +
         term_digest(x, step_of(block)) + term_embeddings(x, step_of(block));
}

/* Lengths and shapes of both blocks. */
static double score_forms(const whole *w, const half_forms *f, uint32_t u,
                          uint32_t v)
{
  const term_scorer *x = &w->scorer;
  whole_bead b = w->links.bead;
  uint32_t k = u - b.i, n = v - b.j;
  double first =
      form_score(x, &f->zh_first[k], &f->en_second[n], first_block(b, u, v));
  double second =
      form_score(x, &f->zh_second[k], &f->en_first[n], second_block(b, u, v));

  return first > -DBL_MAX && second > -DBL_MAX ? first + second : -DBL_MAX;
}

/* By words, lengths and shapes; tokens without a hit do not count. */
static crossing best_cut(const whole *w)
{
  whole_bead b = w->links.bead;
  crossing best = {.score = -DBL_MAX};
  cut_sums hits = {{0}};
  half_forms forms;

  sum_hits(w, hits);
  find_forms(w, &forms);
  for (uint32_t u = b.i + 1; u < b.to_i; u++)
    for (uint32_t v = b.j + 1; v < b.to_j; v++) {
      double form = score_forms(w, &forms, u, v);
      double score = price(w, u) + form + hits[u - b.i][v - b.j];

      if (form > -DBL_MAX && score > best.score)
        best = (crossing){u, v, score};
    }
  return best;
}

/* What a bead of any halves adds. */
static double score_around(const whole *w)
{
  const score_model *m = w->scorer.m;
  const document *d = w->scorer.in->d;
  whole_bead b = w->links.bead;
  double bounds[ZHEN_TERMS] = {0};

  terms_add_bounds(&w->scorer, step_of(b), bounds);
  return sum_of(bounds) +
         m->p->token_weight_zh * misses(&m->zh, &d->zh, b.i, b.to_i) +
         m->p->token_weight_en * misses(&m->en, &d->en, b.j, b.to_j);
}

static double order_of(const whole *w, const crossing *c)
{
  whole_bead b = w->links.bead;

  return order_term(w->order, first_block(b, c->zh, c->en)) +
         order_term(w->order, second_block(b, c->zh, c->en));
}

crossing whole_cross(whole *w)
{
  whole_bead b = w->links.bead;
  crossing best = {.score = -DBL_MAX};

  if (b.to_i - b.i < 2 || b.to_i - b.i > CROSS_ZH_MAX || b.to_j - b.j < 2 ||
      b.to_j - b.j > CROSS_EN_MAX || w->scorer.m->p->cross <= IMPOSSIBLE)
    return best;
  find_reach(w);
  best = best_cut(w);
  if (best.score > -DBL_MAX)
    best.score += score_around(w) + order_of(w, &best);
  return best;
}

static void add_block(whole *w, const term_scorer *x, whole_bead block,
                      double terms[ZHEN_TERMS])
{
  terms_add_tokens(x, step_of(block), terms);
  terms_add_form(x, step_of(block), terms);
  terms[ZHEN_TERM_ORDER] += order_term(w->order, block);
}

void whole_cross_terms(whole *w, const term_scorer *x, const crossing *c,
                       double terms[ZHEN_TERMS])
{
  whole_bead b = w->links.bead;

  add_block(w, x, first_block(b, c->zh, c->en), terms);
  add_block(w, x, second_block(b, c->zh, c->en), terms);
  terms_add_bounds(x, step_of(b), terms);
  terms[ZHEN_TERM_CROSSED] += price(w, c->zh);
}

/* ---- all of them ---- */

double whole_weight(whole *w, double path)
{
  double straight = path + whole_order(w), crossed = whole_cross(w).score;
  double high = fmax(straight, crossed), low = fmin(straight, crossed);

  return high + quick_log(1 + quick_exp(low - high)) + whole_repeats(w);
}
