/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A chain of two states along the beads: in a passage that is a translation,
 * and elsewhere. What each bead says by itself, and that passages are long,
 * give the probability of each state at each bead (forward-backward: Rabiner
 * 1989). How long they are is estimated from the document (Baum-Welch), as some
 * texts are rewritten sentence by sentence.
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
 * unrelated texts, too. These and the values below are judgments: on documents
 * of tests/tune/parallel_docs.py the log loss changes by less than 5 % with one
 * of them changed, as LEAST from -4 to -3, or CHANGES to half or twice itself;
 * by 10 % if the rate is not estimated.
 */
static const double EVEN = -.5, LEAST = -4, MOST = 4.5;

/* What an unaligned sentence says, and each further one in a row, as omissions
   come in runs. */
static const double NULL_SAYS = -.7, NULL_MORE = -.1;

/* The usual rate of changes of state per bead; how many beads it counts as; how
   often it is estimated. */
static const double CHANGES = .011, USUAL_BEADS = 20;
enum { ROUNDS = 4 };

typedef struct states {
  double in, out;
} states;

typedef struct chain {
  size_t n;
  double *says;
  states *forward, *backward; /* log sums of the beads before and after one, the
                                 bead itself in the former */
  double change;              /* rate */
} chain;

static double says(const zhen_alignment *a, size_t k, double odds)
{
  if (is_pair(&a->beads[k]))
    return fmin(fmax(odds - EVEN, LEAST), MOST);
  return k && !is_pair(&a->beads[k - 1]) ? NULL_MORE : NULL_SAYS;
}

/* One step along the chain, in either direction, by the logs of the rates. */
static states follow(states s, double stay, double change)
{
  return (states){add_logs(s.in + stay, s.out + change),
                  add_logs(s.out + stay, s.in + change)};
}

static void sum_up(chain *c)
{
  double stay = log1p(-c->change), change = log(c->change);
  states s = {0};

  for (size_t k = 0; k < c->n; k++) {
    s = k ? follow(s, stay, change) : s;
    s.in += c->says[k];
    c->forward[k] = s;
  }
  s = (states){0};
  for (size_t k = c->n; k-- > 0;) {
    c->backward[k] = s;
    s.in += c->says[k];
    s = follow(s, stay, change);
  }
}

/* The rate of changes: those expected, and the usual ones. */
static void estimate(chain *c)
{
  double expected = CHANGES * USUAL_BEADS, change = log(c->change), total;

  if (c->n < 2)
    return;
  total = add_logs(c->forward[c->n - 1].in, c->forward[c->n - 1].out);
  for (size_t k = 0; k + 1 < c->n; k++) {
    states from = c->forward[k], to = c->backward[k + 1];

    expected += quick_exp(from.in + change + to.out - total) +
                quick_exp(from.out + change + c->says[k + 1] + to.in - total);
  }
  c->change = fmin(.5, expected / (USUAL_BEADS + (double)c->n - 1));
}

static zhen_status chain_open(chain *c, const zhen_alignment *a,
                              const float *odds)
{
  *c = (chain){.n = a->count,
               .says = mem_calloc(a->count + 1, sizeof *c->says),
               .forward = mem_calloc(a->count + 1, sizeof *c->forward),
               .backward = mem_calloc(a->count + 1, sizeof *c->backward),
               .change = CHANGES};
  if (!c->says || !c->forward || !c->backward)
    return zhen_fail_memory();
  for (size_t k = 0; k < c->n; k++)
    c->says[k] = says(a, k, (double)odds[k]);
  return ZHEN_OK;
}

static void chain_close(chain *c)
{
  free(c->says);
  free(c->forward);
  free(c->backward);
}

zhen_status chain_sum(zhen_alignment *a, const float *odds)
{
  chain c;
  zhen_status status = chain_open(&c, a, odds);

  free(a->within);
  a->within = mem_calloc(a->count + 1, sizeof *a->within);
  if (status == ZHEN_OK && !a->within)
    status = zhen_fail_memory();
  for (int i = 0; i < ROUNDS && status == ZHEN_OK; i++) {
    if (i)
      estimate(&c);
    sum_up(&c);
  }
  for (size_t k = 0; k < c.n && status == ZHEN_OK; k++) {
    double in = c.forward[k].in + c.backward[k].in;
    double out = c.forward[k].out + c.backward[k].out;

    a->within[k] = isinf(odds[k]) ? 1.0F : (float)(1 / (1 + exp(out - in)));
  }
  chain_close(&c);
  return status;
}
