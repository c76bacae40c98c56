/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Captions of one film begin together at one shift and rate. Of all distances
 * between beginnings, most are at that shift; captions of different films have
 * no such shift, or, if they begin every second second, many.
 */
#include "match/clocks.h"
#include "base/fail.h"

#include <math.h>
#include <stdlib.h>

enum {
  MOST = 2000, /* captions that are looked at */
  LEAST = 20,
  SHIFT = 120 * 1000, /* milliseconds in both directions */
  BIN = 200,
  BINS = 2 * SHIFT / BIN,
  BESIDE = 5 /* bins around a shift that belong to it */
};

/*
 * How far the best shift is above the second best, in standard deviations of
 * the latter: of 22 films and their nearest eight, 3.0 and more for the right
 * ones, below 2 for all others.
 */
static const double LEAD = 3, EVIDENCE = 24;

zhen_status caption_times_read(caption_times *t, const zhen_content *content)
{
  size_t n = content->n_captions < MOST ? content->n_captions : MOST;

  if (n < LEAST)
    return ZHEN_OK;
  t->at = mem_calloc(n, sizeof *t->at);
  if (!t->at)
    return zhen_fail_memory();
  t->n = n;
  for (size_t i = 0; i < n; i++)
    t->at[i] = content->captions[i].begin;
  return ZHEN_OK;
}

static void count_shifts(unsigned *bins, const caption_times *zh,
                         const caption_times *en, double rate)
{
  size_t first = 0;

  for (size_t k = 0; k < en->n; k++) {
    double t = (double)en->at[k];

    while (first < zh->n && t - rate * (double)zh->at[first] >= SHIFT)
      first++;
    for (size_t i = first; i < zh->n; i++) {
      double shift = t - rate * (double)zh->at[i];

      if (shift < -SHIFT)
        break;
      bins[(size_t)((shift + SHIFT) / BIN)]++;
    }
  }
}

/* The shift with most captions, two bins wide, away from `other`. */
static size_t best_shift(const unsigned *bins, size_t other)
{
  size_t best = BINS, most = 0;

  for (size_t b = 0; b + 1 < BINS; b++)
    if ((b + BESIDE < other || b > other + BESIDE) &&
        bins[b] + bins[b + 1] > most) {
      most = bins[b] + bins[b + 1];
      best = b;
    }
  return best;
}

static double lead_of(const caption_times *zh, const caption_times *en,
                      double rate)
{
  unsigned bins[BINS + 1] = {0};
  size_t best, second;
  double most, other = 0;

  count_shifts(bins, zh, en, rate);
  best = best_shift(bins, 2 * BINS);
  if (best == BINS)
    return 0;
  second = best_shift(bins, best);
  most = bins[best] + bins[best + 1];
  if (second < BINS)
    other = bins[second] + bins[second + 1];
  return (most - other) / sqrt(other + 1);
}

double clocks_evidence(const caption_times *zh, const caption_times *en)
{
  static const double rates[] = {1, 25 / 23.976, 23.976 / 25};
  double lead = 0;

  if (zh->n == 0 || en->n == 0)
    return 0;
  for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
    lead = fmax(lead, lead_of(zh, en, rates[i]));
  return lead >= LEAD ? EVIDENCE : 0;
}
