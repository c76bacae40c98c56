/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Terms of whole beads of sentences, which the steps of the search do not see:
 * the order of words (order.h), and halves that changed places.
 *
 * Translators move a clause from the end of a sentence to its beginning, or
 * back. A bead in which the first Chinese units translate the last English
 * ones, and the other way round, has no monotone path: its halves are crossed.
 * The best two cuts are chosen; both blocks score as steps do, each in the
 * order of its own words, at a price that is higher over a sentence end.
 *
 *   weight = log(exp(path + order) + exp(price + block + block + bounds))
 */
#ifndef ZHEN_ALIGN_SCORE_WHOLE_H
#define ZHEN_ALIGN_SCORE_WHOLE_H

#include "align/score/order.h"
#include "align/score/terms.h"

typedef struct whole {
  const term_scorer *scorer;
  order *order;
} whole;

/* Chinese units [i, to_i), English ones [j, to_j), neither empty. */
typedef struct whole_bead {
  uint32_t i, to_i, j, to_j;
} whole_bead;

/* Halves that changed places: where each side is cut. */
typedef struct crossing {
  uint32_t zh, en; /* the first units of the second halves */
  double score;    /* of the bead: all terms; -DBL_MAX: it cannot cross */
} crossing;

/* Keeps the scorer, which is indexed. */
ZHEN_CHECK zhen_status whole_open(whole *w, const term_scorer *x);

/* The best way to cross a bead. */
crossing whole_cross(const whole *w, whole_bead b);

/* The terms of that way. */
void whole_cross_terms(const whole *w, whole_bead b, crossing c,
                       double terms[ZHEN_TERMS]);

/* The weight of a bead: `path` is the log sum of its monotone paths. */
double whole_weight(const whole *w, whole_bead b, double path);

void whole_close(whole *w);

#endif
