/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A chain of two states along the beads: in a passage that is a translation,
 * and elsewhere. What each bead says by itself, and that passages are long,
 * give the probability of each state at each bead (forward-backward: Rabiner
 * 1989).
 */
#include "align/relation/chain.h"
#include "align/relation/odds.h"
#include "align/search/logs.h"
#include "base/fail.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

/*
 * A bead says as much as its odds, but none decides alone. They are even a
 * little lower than for any pairs, as the search takes the best pairs of
 * unrelated texts, too. Chosen on documents of tests/tune/parallel_docs.py, the
 * log loss of which is flat around these values.
 */
static const double EVEN = -.5, LEAST = -4, MOST = 4.5;

/* What an unaligned sentence says, and each further one in a row, as omissions
   come in runs; and the cost of a change of state. */
static const double NULL_SAYS = -.7, NULL_MORE = -.1, CHANGE = -5;

typedef struct states {
  double in, out;
} states;

static double says(const zhen_alignment *a, size_t k, double odds)
{
  if (is_pair(&a->beads[k]))
    return fmin(fmax(odds - EVEN, LEAST), MOST);
  return k && !is_pair(&a->beads[k - 1]) ? NULL_MORE : NULL_SAYS;
}

/* One step along the chain, in either direction. */
static states follow(states s)
{
  double stay = log1p(-exp(CHANGE));

  return (states){add_logs(s.in + stay, s.out + CHANGE),
                  add_logs(s.out + stay, s.in + CHANGE)};
}

zhen_status chain_sum(zhen_alignment *a, const float *odds)
{
  states *forward = mem_calloc(a->count + 1, sizeof *forward);
  states back = {0};

  free(a->within);
  a->within = mem_calloc(a->count + 1, sizeof *a->within);
  if (!forward || !a->within) {
    free(forward);
    return zhen_fail_memory();
  }
  for (size_t k = 0; k < a->count; k++) {
    states s = k ? follow(forward[k - 1]) : (states){0};

    s.in += says(a, k, (double)odds[k]);
    forward[k] = s;
  }
  for (size_t k = a->count; k-- > 0;) {
    double log_odds = forward[k].in + back.in - forward[k].out - back.out;

    a->within[k] = (float)(1 / (1 + exp(-log_odds)));
    back.in += says(a, k, (double)odds[k]);
    back = follow(back);
  }
  free(forward);
  return ZHEN_OK;
}
