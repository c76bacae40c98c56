/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each bead of the first pass says how far the clocks are apart. Where beads
 * around it agree (their median), that is the shift there; so a film that is
 * cut in one version has two shifts, and wrong beads have no say. The mean
 * distance from these shifts says how exact times are: of unrelated films, it
 * is that of chance, and times are not used.
 */
#include "align/learn/fit_times.h"
#include "base/fail.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

enum {
  AROUND = 12,  /* beads before and after one that its shift is found from */
  BEADS_MIN = 8 /* in a document */
};

/* A bead: where both sides begin, and English less Chinese. */
typedef struct clock_point {
  double zh, en, shift;
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

/* ---- the clocks ---- */

typedef struct clock {
  clock_point *points;
  size_t n;
  double rate;
  double off; /* median distance of beads from the shift around them */
} clock;

/* The shifts at a rate, and how far beads are off. */
static zhen_status try_rate(clock *c, double rate)
{
  double near[2 * AROUND + 1], *off = mem_calloc(c->n, sizeof *off);

  if (!off)
    return zhen_fail_memory();
  for (size_t k = 0; k < c->n; k++) {
    size_t from = k > AROUND ? k - AROUND : 0, n = 0;
    clock_point *x = &c->points[k];

    for (size_t i = from; i < c->n && i <= k + AROUND; i++)
      near[n++] = c->points[i].en - rate * c->points[i].zh;
    x->shift = median(near, n);
    for (size_t i = 0; i < n; i++)
      near[i] = fabs(near[i] - x->shift);
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

static zhen_status read_points(clock *c, const zhen_sentences *zh,
                               const zhen_sentences *en,
                               const zhen_alignment *first)
{
  c->points = mem_calloc(first->count + 1, sizeof *c->points);
  if (!c->points)
    return zhen_fail_memory();
  for (size_t k = 0; k < first->count; k++) {
    const zhen_bead *b = &first->beads[k];

    if (is_pair(b) && bead_within(first, k) > .5)
      c->points[c->n++] =
          (clock_point){.zh = (double)zh->times[b->zh_begin].begin / 1000,
                        .en = (double)en->times[b->en_begin].begin / 1000};
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
  if (status == ZHEN_OK && c.n >= BEADS_MIN)
    status = find_rate(&c);
  if (status == ZHEN_OK && c.n >= BEADS_MIN) {
    /* the median of a Laplace distribution is log(2) times its scale */
    p->time_scale = fmax(p->time_exact, c.off / log(2));
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
