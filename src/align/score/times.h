/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The times of captions as a term. Where a bead begins, and where it ends, the
 * two sides are x seconds apart, once both are on one clock; this adds
 *
 *   log P(x | translations) / P(x | chance)
 *
 * with a Laplace distribution and an even one, limited where the times of one
 * side are wrong. Learned in learn/fit_times.h; without it, it is 0.
 */
#ifndef ZHEN_ALIGN_SCORE_TIMES_H
#define ZHEN_ALIGN_SCORE_TIMES_H

#include "align/score/params.h"
#include "tokens/document.h"

#include <math.h>

static inline double times_apart(const align_params *p, double zh, double en)
{
  return p->time_weight *
         fmax(p->time_least, p->time_gain - fabs(zh - en) / p->time_scale);
}

/* The term of the node where a bead of units before (i, j) ends. */
static inline double times_end(const align_params *p, const document *d,
                               uint32_t i, uint32_t j)
{
  if (!d->has_times)
    return 0;
  return times_apart(p, d->zh.units[i - 1].end, d->en.units[j - 1].end);
}

/* The term of the node where a bead of units from (i, j) on begins. */
static inline double times_begin(const align_params *p, const document *d,
                                 uint32_t i, uint32_t j)
{
  if (!d->has_times)
    return 0;
  return times_apart(p, d->zh.units[i].begin, d->en.units[j].begin);
}

#endif
