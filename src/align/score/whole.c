/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/whole.h"

#include <float.h>
#include <math.h>

/*
 * Larger beads are not crossed: time grows with the cube of their units.
 */
enum { CROSS_ZH_MAX = 12, CROSS_EN_MAX = 6 };

zhen_status whole_open(whole *w, const term_scorer *x)
{
  *w = (whole){.scorer = x};
  return order_open(&w->order, x->in->d, x->m->p);
}

void whole_close(whole *w)
{
  order_close(w->order);
}

static double sum_of(const double terms[ZHEN_TERMS])
{
  double sum = 0;

  for (int k = 0; k < ZHEN_TERMS; k++)
    sum += terms[k];
  return sum;
}

static double order_of(const whole *w, step s)
{
  return order_term(w->order, s.i - s.zh, s.i, s.j - s.en, s.j);
}

static step step_of(whole_bead b)
{
  return (step){b.to_i, b.to_j, b.to_i - b.i, b.to_j - b.j};
}

/* ---- crossing ---- */

static double price(const whole *w, uint32_t cut)
{
  const align_params *p = w->scorer->m->p;

  return w->scorer->in->d->zh.units[cut - 1].ends_sentence ? p->cross_sentence
                                                           : p->cross;
}

static bool add_block(const whole *w, step s, double terms[ZHEN_TERMS])
{
  if (!step_is_tried(w->scorer, s))
    return false;
  terms_add_inside(w->scorer, s, terms);
  terms[ZHEN_TERM_ORDER] += order_of(w, s);
  return true;
}

/* The terms of both blocks; false if one would not be tried. */
static bool add_blocks(const whole *w, whole_bead b, uint32_t u, uint32_t v,
                       double terms[ZHEN_TERMS])
{
  return add_block(w, (step){u, b.to_j, u - b.i, b.to_j - v}, terms) &&
         add_block(w, (step){b.to_i, v, b.to_i - u, v - b.j}, terms);
}

crossing whole_cross(const whole *w, whole_bead b)
{
  crossing best = {.score = -DBL_MAX};
  double bounds[ZHEN_TERMS] = {0};

  if (b.to_i - b.i > CROSS_ZH_MAX || b.to_j - b.j > CROSS_EN_MAX ||
      w->scorer->m->p->cross <= IMPOSSIBLE)
    return best;
  for (uint32_t u = b.i + 1; u < b.to_i; u++)
    for (uint32_t v = b.j + 1; v < b.to_j; v++) {
      double terms[ZHEN_TERMS] = {0}, score;

      if (!add_blocks(w, b, u, v, terms))
        continue;
      score = price(w, u) + sum_of(terms);
      if (score > best.score)
        best = (crossing){u, v, score};
    }
  if (best.score <= -DBL_MAX)
    return best;
  terms_add_bounds(w->scorer, step_of(b), bounds);
  best.score += sum_of(bounds);
  return best;
}

void whole_cross_terms(const whole *w, whole_bead b, crossing c,
                       double terms[ZHEN_TERMS])
{
  (void)!add_blocks(w, b, c.zh, c.en, terms);
  terms_add_bounds(w->scorer, step_of(b), terms);
  terms[ZHEN_TERM_CROSSED] += price(w, c.zh);
}

double whole_weight(const whole *w, whole_bead b, double path)
{
  double turned = order_turned(w->order, b.i, b.to_i, b.j, b.to_j);
  double straight = path + fmax(order_of(w, step_of(b)), turned);
  double crossed = whole_cross(w, b).score;
  double high = fmax(straight, crossed), low = fmin(straight, crossed);

  return low <= -DBL_MAX ? high : high + log1p(exp(low - high));
}
