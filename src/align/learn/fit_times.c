/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each bead of the first pass says how far the clocks are apart. The rate is
 * the one at which beads near each other agree best. The shift is a function of
 * the bead that jumps as rarely as it can, so that a film that is cut in one
 * version has two, and wrong beads have no say; it is found by dynamic
 * programming (total variation with limited costs). How far beads are off it
 * says how exact times are.
 */
#include "align/learn/fit_times.h"
#include "base/fail.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
  AROUND = 16, /* points before and after one, whose shifts it may have */
  NEAR = 2 * AROUND + 1,
  POINTS_MIN = 16 /* in a document */
};

/*
 * Costs in units of the exactness: of a bead off its shift, at most; of a
 * change of the shift, and at most. So it takes three beads to make a jump.
 */
static const double OFF_MOST = 4, CHANGE = 2, CHANGE_MOST = 10;
static const double INSIDE = 1.5; /* factor to the latter inside a bead */

/* A bead: where both sides begin, or end, and English less Chinese. */
typedef struct clock_point {
  double zh, en, shift;
  bool inside; /* the end, after the beginning of the same bead */
} clock_point;

/* Another rate is a film made for television or the cinema. */
static const double rates[] = {
    1,           25 / 24.,    24 / 25.,   25 / 23.976, 23.976 / 25,
    24 / 23.976, 23.976 / 24, 30 / 29.97, 29.97 / 30,  30 / 25.,
    25 / 30.,    29.97 / 25,  25 / 29.97};

/* Exactness that another rate must gain, as a factor. */
static const double RATE_GAIN = .8;

static int compare(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static double median(double *at, size_t n)
{
  qsort(at, n, sizeof *at, compare);
  return n % 2 ? at[n / 2] : (at[n / 2 - 1] + at[n / 2]) / 2;
}

/* ---- the rate ---- */

typedef struct clock {
  clock_point *points;
  size_t n;
  double rate;
  double off; /* how far beads are off the shift, a median */
} clock;

static size_t first_near(size_t k)
{
  return k > AROUND ? k - AROUND : 0;
}

/* How far beads near each other are apart at a rate. */
static zhen_status try_rate(clock *c, double rate)
{
  double near[NEAR], *off = mem_calloc(c->n, sizeof *off);

  if (!off)
    return zhen_fail_memory();
  for (size_t k = 0; k < c->n; k++) {
    size_t n = 0;
    double middle;

    for (size_t i = first_near(k); i < c->n && i <= k + AROUND; i++)
      near[n++] = c->points[i].en - rate * c->points[i].zh;
    middle = median(near, n);
    for (size_t i = 0; i < n; i++)
      near[i] = fabs(near[i] - middle);
    off[k] = median(near, n);
  }
  c->rate = rate;
  c->off = median(off, c->n);
  free(off);
  return ZHEN_OK;
}

static zhen_status find_rate(clock *c)
{
  zhen_status status = try_rate(c, rates[0]);
  double best = rates[0], least = c->off * RATE_GAIN;

  for (size_t i = 1; i < sizeof rates / sizeof *rates && status == ZHEN_OK;
       i++) {
    status = try_rate(c, rates[i]);
    if (c->off >= least)
      continue;
    least = c->off;
    best = rates[i];
  }
  return status == ZHEN_OK ? try_rate(c, best) : status;
}

/* ---- the shift ---- */

/* The median of a Laplace distribution is log(2) times its scale. */
static double scale_of(const clock *c, double least)
{
  return fmax(least, c->off / log(2));
}

/* The shift that point `i` says. */
static double said(const clock *c, size_t i)
{
  return c->points[i].en - c->rate * c->points[i].zh;
}

/* Add point `k` to the best paths, which end in the shifts said near it. */
static void add_point(const clock *c, size_t k, double scale, double *costs,
                      uint8_t *from)
{
  double before[NEAR];
  size_t first = first_near(k), old = k ? first_near(k - 1) : 0;
  double most = CHANGE_MOST * (c->points[k].inside ? INSIDE : 1);

  memcpy(before, costs, sizeof before);
  for (size_t i = first; i < c->n && i <= k + AROUND; i++) {
    double own = fabs(said(c, k) - said(c, i)) / scale, best = k ? INFINITY : 0;

    for (size_t j = old; k && j < c->n && j < k + AROUND; j++) {
      double change = CHANGE * fabs(said(c, i) - said(c, j)) / scale;
      double cost = before[j - old] + fmin(change, most);

      if (cost < best) {
        best = cost;
        from[i - first] = (uint8_t)(j - old);
      }
    }
    costs[i - first] = best + fmin(own, OFF_MOST);
  }
}

/* The shift at each bead. */
static zhen_status find_shifts(clock *c, double scale)
{
  uint8_t *from = mem_calloc(c->n, NEAR);
  double costs[NEAR] = {0}, *off = mem_calloc(c->n, sizeof *off);
  size_t last = 0;

  if (!from || !off) {
    free(from);
    free(off);
    return zhen_fail_memory();
  }
  for (size_t k = 0; k < c->n; k++)
    add_point(c, k, scale, costs, from + k * NEAR);
  for (size_t i = first_near(c->n - 1); i < c->n; i++)
    if (costs[i - first_near(c->n - 1)] < costs[last])
      last = i - first_near(c->n - 1);
  for (size_t k = c->n; k-- > 0; last = from[k * NEAR + last]) {
    c->points[k].shift = said(c, first_near(k) + last);
    off[k] = fabs(said(c, k) - c->points[k].shift);
  }
  c->off = median(off, c->n);
  free(from);
  free(off);
  return ZHEN_OK;
}

static zhen_status read_points(clock *c, const zhen_sentences *zh,
                               const zhen_sentences *en,
                               const zhen_alignment *first)
{
  c->points = mem_calloc(2 * first->count + 1, sizeof *c->points);
  if (!c->points)
    return zhen_fail_memory();
  for (size_t k = 0; k < first->count; k++) {
    const zhen_bead *b = &first->beads[k];

    if (!is_pair(b) || bead_within(first, k) <= .5)
      continue;
    c->points[c->n++] =
        (clock_point){.zh = (double)zh->times[b->zh_begin].begin / 1000,
                      .en = (double)en->times[b->en_begin].begin / 1000};
    c->points[c->n++] =
        (clock_point){.zh = (double)zh->times[b->zh_end - 1].end / 1000,
                      .en = (double)en->times[b->en_end - 1].end / 1000,
                      .inside = true};
  }
  return ZHEN_OK;
}

/* ---- the units ---- */

/* Units are said evenly within their sentence. */
static void set_side(side *s, const zhen_sentences *sentences)
{
  for (size_t i = 0; i < s->n_sentences; i++) {
    double at = (double)sentences->times[i].begin / 1000, chars = 0;
    double length = (double)sentences->times[i].end / 1000 - at;

    for (uint32_t u = s->unit_of[i]; u < s->unit_of[i + 1]; u++)
      chars += (double)s->units[u].chars;
    for (uint32_t u = s->unit_of[i]; u < s->unit_of[i + 1]; u++) {
      s->units[u].begin = at;
      if (chars > 0)
        at += length * (double)s->units[u].chars / chars;
      s->units[u].end = at;
    }
  }
}

/* On the English clock, by the shift of the last bead before. */
static void shift_side(side *s, const clock *c)
{
  size_t k = 0;

  for (size_t u = 0; u < s->n_units; u++) {
    unit *x = &s->units[u];

    while (k + 1 < c->n && c->points[k + 1].zh <= x->begin)
      k++;
    x->begin = c->rate * x->begin + c->points[k].shift;
    x->end = c->rate * x->end + c->points[k].shift;
  }
}

zhen_status times_fit(align_params *p, document *d, const zhen_sentences *zh,
                      const zhen_sentences *en, const zhen_alignment *first)
{
  clock c = {0};
  zhen_status status = ZHEN_OK;

  if (!zh->times || !en->times)
    return ZHEN_OK;
  status = read_points(&c, zh, en, first);
  if (status == ZHEN_OK && c.n >= POINTS_MIN)
    status = find_rate(&c);
  if (status == ZHEN_OK && c.n >= POINTS_MIN)
    status = find_shifts(&c, scale_of(&c, p->time_exact));
  if (status == ZHEN_OK && c.n >= POINTS_MIN) {
    p->time_scale = scale_of(&c, p->time_exact);
    p->time_gain = log(p->time_within / p->time_scale);
    d->has_times = p->time_gain > 0;
  }
  if (status == ZHEN_OK && d->has_times) {
    set_side(&d->zh, zh);
    set_side(&d->en, en);
    shift_side(&d->zh, &c);
  }
  free(c.points);
  return status;
}
