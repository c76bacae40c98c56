/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/order.h"
#include "base/fail.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* A token of the English side, and the previous one of the same type. */
typedef struct spot {
  double position;
  uint32_t next; /* + 1 */
} spot;

/* Resolution of distances: 800 steps per scale of the density. */
enum { STEPS = 4096 };

struct order {
  double fall[STEPS + 1]; /* values of the density, by distance */
  const document *d;
  const align_params *p;
  uint32_t *first; /* by English type: number of its last spot, + 1 */
  spot *spots;
  size_t n_spots;
  double *zh_ends, *en_ends; /* characters of the side before each unit */
};

static double *sum_chars(const side *s)
{
  double *ends = mem_calloc(s->n_units + 1, sizeof *ends);

  for (size_t u = 0; ends && u < s->n_units; u++)
    ends[u + 1] = ends[u] + (double)s->units[u].chars;
  return ends;
}

zhen_status order_open(order **out, const document *d, const align_params *p)
{
  order *o = mem_calloc(1, sizeof *o);
  size_t n_tokens = 0;

  *out = o;
  if (!o)
    return zhen_fail_memory();
  for (size_t u = 0; u < d->en.n_units; u++)
    n_tokens += d->en.units[u].n_tokens;
  for (size_t k = 0; k <= STEPS; k++)
    o->fall[k] = exp(-(double)k / STEPS / p->order_scale);
  o->d = d;
  o->p = p;
  o->first = mem_calloc(d->en.n_types, sizeof *o->first);
  o->spots = mem_calloc(n_tokens, sizeof *o->spots);
  o->zh_ends = sum_chars(&d->zh);
  o->en_ends = sum_chars(&d->en);
  if (o->first && o->spots && o->zh_ends && o->en_ends)
    return ZHEN_OK;
  order_close(o);
  *out = NULL;
  return zhen_fail_memory();
}

void order_close(order *o)
{
  if (!o)
    return;
  free(o->first);
  free(o->spots);
  free(o->zh_ends);
  free(o->en_ends);
  free(o);
}

/* Empty lines have no length; everything in them is at their start. */
static double share_of(double part, double whole)
{
  return whole > 0 ? fmin(1, part / whole) : 0;
}

/* The position of a token of unit u in units [from, to), as a share of them. */
static double position_of(const double *ends, uint32_t from, uint32_t to,
                          uint32_t u, uint16_t position)
{
  double in = ends[u] - ends[from] +
              (ends[u + 1] - ends[u]) * (double)position / POSITION_END;

  return share_of(in, ends[to] - ends[from]);
}

/* Returns the number of tokens. */
static double put_spots(order *o, uint32_t j, uint32_t to_j)
{
  const rows *tokens = &o->d->en.tokens;

  o->n_spots = 0;
  for (uint32_t u = j; u < to_j; u++)
    for (uint32_t k = tokens->first[u]; k < tokens->first[u + 1]; k++) {
      uint32_t *first = &o->first[tokens->at[k]];

      if (tokens->notes[k] == POSITION_NONE)
        continue;
      o->spots[o->n_spots++] =
          (spot){position_of(o->en_ends, j, to_j, u, tokens->notes[k]), *first};
      *first = (uint32_t)o->n_spots;
    }
  return tokens->first[to_j] - tokens->first[j];
}

static void take_spots(order *o, uint32_t j, uint32_t to_j)
{
  const rows *tokens = &o->d->en.tokens;

  for (uint32_t k = tokens->first[j]; k < tokens->first[to_j]; k++)
    o->first[tokens->at[k]] = 0;
}

static double fall_at(const order *o, double distance)
{
  return o->fall[(size_t)(distance * STEPS + .5)];
}

/* The normalization of the density at a position. */
static double mass_around(const order *o, double position)
{
  double cut_off = .5 * (fall_at(o, position) + fall_at(o, 1 - position));

  return 2 * o->p->order_scale * (1 - cut_off);
}

/* A position in a text whose first part, up to `cut`, was moved to the end. */
static double turned(double position, double cut)
{
  return position >= cut ? position - cut : position + 1 - cut;
}

/*
 * The mean density at the positions of the hits of a type, relative to chance;
 * 0 if there is none.
 */
static double hit_density(const order *o, uint32_t type, double position,
                          double cut)
{
  const rows *edges = &o->d->edges;
  double sum = 0, free_share = o->p->order_free;
  unsigned n = 0;

  for (uint32_t e = edges->first[type]; e < edges->first[type + 1]; e++)
    for (uint32_t k = o->first[edges->at[e]]; k; k = o->spots[k - 1].next) {
      sum += fall_at(o, fabs(turned(o->spots[k - 1].position, cut) - position));
      n++;
    }
  if (n == 0)
    return 0;
  return free_share + (1 - free_share) * sum / n / mass_around(o, position);
}

/* The probability that a hit is not by chance. */
static double sureness(const order *o, uint32_t type, double span)
{
  double h = o->p->hit[o->d->zh.types[type].as];
  double chance = -expm1(span * o->d->zh.miss_chance[type]);

  return h / (h + (1 - h) * chance);
}

/* The term with the English text rotated at `cut`; its spots are set. */
static double term_turned(const order *o, uint32_t i, uint32_t to_i,
                          double span, double cut)
{
  const rows *tokens = &o->d->zh.tokens;
  double sum = 0;

  for (uint32_t u = i; u < to_i; u++)
    for (uint32_t k = tokens->first[u]; k < tokens->first[u + 1]; k++) {
      double position, f;

      if (tokens->notes[k] == POSITION_NONE)
        continue;
      position = position_of(o->zh_ends, i, to_i, u, tokens->notes[k]);
      f = hit_density(o, tokens->at[k], position, cut);
      if (f > 0)
        sum += log1p(sureness(o, tokens->at[k], span) * (f - 1));
    }
  return o->p->order_weight * sum;
}

double order_term(order *o, uint32_t i, uint32_t to_i, uint32_t j,
                  uint32_t to_j)
{
  double span = put_spots(o, j, to_j), term;

  term = term_turned(o, i, to_i, span, 0);
  take_spots(o, j, to_j);
  return term;
}

/* The cut, as a share, where the first u units of the bead end. */
static double cut_after(const double *ends, uint32_t from, uint32_t to,
                        uint32_t u)
{
  return share_of(ends[u] - ends[from], ends[to] - ends[from]);
}

double order_turned(order *o, uint32_t i, uint32_t to_i, uint32_t j,
                    uint32_t to_j)
{
  const align_params *p = o->p;
  double span, best = -DBL_MAX;

  if ((to_i - i > 1 && to_j - j > 1) || to_i - i > A_MAX || to_j - j > B_MAX)
    return best; /* or each cut of a long sentence reads all of it */
  span = put_spots(o, j, to_j);
  for (uint32_t u = j + 1; u < to_j; u++) {
    double cut = cut_after(o->en_ends, j, to_j, u);

    best = fmax(best, p->order_turned + term_turned(o, i, to_i, span, cut));
  }
  for (uint32_t u = i + 1; u < to_i; u++) {
    bool end = o->d->zh.units[u - 1].ends_sentence;
    double cut = 1 - cut_after(o->zh_ends, i, to_i, u);

    best = fmax(best, (end ? p->turned_sentence : p->order_turned) +
                          term_turned(o, i, to_i, span, cut));
  }
  take_spots(o, j, to_j);
  return best;
}
