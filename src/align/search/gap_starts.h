/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a long run of unaligned sentences may begin. Its score does not depend
 * on its length, so of the nodes passed, those that most probable paths lead to
 * are the ones to begin from, wherever it ends.
 */
#ifndef ZHEN_ALIGN_SEARCH_GAP_STARTS_H
#define ZHEN_ALIGN_SEARCH_GAP_STARTS_H

#include <stdint.h>

enum { GAP_STARTS = 8 };

typedef struct gap_starts {
  double sum[GAP_STARTS]; /* decreasing */
  uint32_t at[GAP_STARTS];
  uint32_t n;
} gap_starts;

/* Add a unit with the log sum of the paths to it; may drop the least one. */
static inline void gap_starts_add(gap_starts *g, uint32_t at, double sum)
{
  uint32_t k = g->n;

  if (k == GAP_STARTS && sum <= g->sum[k - 1])
    return;
  if (k < GAP_STARTS)
    g->n++;
  else
    k--;
  for (; k > 0 && g->sum[k - 1] < sum; k--) {
    g->sum[k] = g->sum[k - 1];
    g->at[k] = g->at[k - 1];
  }
  g->sum[k] = sum;
  g->at[k] = at;
}

#endif
