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
  double *odds;               /* of a bead by itself, to be in a passage */
  states *forward, *backward; /* sums of the beads before and after one, the
                                 bead itself in the former; scaled to 1 */
  double change;              /* rate */
} chain;

static double says(const zhen_alignment *a, size_t k, double odds)
{
  if (is_pair(&a->beads[k]))
    return fmin(fmax(odds - EVEN, LEAST), MOST);
  return k && !is_pair(&a->beads[k - 1]) ? NULL_MORE : NULL_SAYS;
}

static states scaled(states s)
{
  double sum = s.in + s.out;

  return (states){s.in / sum, s.out / sum};
}

/* One step along the chain, in either direction. */
static states follow(const chain *c, states s)
{
  return (states){s.in + c->change * (s.out - s.in),
                  s.out + c->change * (s.in - s.out)};
}

static void sum_up(chain *c)
{
  states s = {.5, .5};

  for (size_t k = 0; k < c->n; k++) {
    s = k ? follow(c, s) : s;
    s.in *= c->odds[k];
    s = scaled(s);
    c->forward[k] = s;
  }
  s = (states){.5, .5};
  for (size_t k = c->n; k-- > 0;) {
    c->backward[k] = s;
    s.in *= c->odds[k];
    s = scaled(follow(c, s));
  }
}

/* The rate of changes: those expected, and the usual ones. */
static void estimate(chain *c)
{
  double expected = CHANGES * USUAL_BEADS;

  if (c->n < 2)
    return;
  for (size_t k = 0; k + 1 < c->n; k++) {
    states from = c->forward[k], to = c->backward[k + 1];
    double stay, change;

    to.in *= c->odds[k + 1];
    stay = (1 - c->change) * (from.in * to.in + from.out * to.out);
    change = c->change * (from.in * to.out + from.out * to.in);
    expected += change / (stay + change);
  }
  c->change = fmin(.5, expected / (USUAL_BEADS + (double)c->n - 1));
}

static zhen_status chain_open(chain *c, const zhen_alignment *a,
                              const float *odds)
{
  *c = (chain){.n = a->count,
               .odds = mem_calloc(a->count + 1, sizeof *c->odds),
               .forward = mem_calloc(a->count + 1, sizeof *c->forward),
               .backward = mem_calloc(a->count + 1, sizeof *c->backward),
               .change = CHANGES};
  if (!c->odds || !c->forward || !c->backward)
    return zhen_fail_memory();
  for (size_t k = 0; k < c->n; k++)
    c->odds[k] = exp(says(a, k, (double)odds[k]));
  return ZHEN_OK;
}

static void chain_close(chain *c)
{
  free(c->odds);
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
    double in = c.forward[k].in * c.backward[k].in;
    double out = c.forward[k].out * c.backward[k].out;

    a->within[k] = isinf(odds[k]) ? 1.0F : (float)(in / (in + out));
  }
  chain_close(&c);
  return status;
}
