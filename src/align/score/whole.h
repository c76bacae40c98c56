/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Terms of whole beads of sentences, which the steps of the search do not see.
 *
 * Order: of the words in the bead, see order.h.
 *
 * Crossed halves: translators move a clause from the end of a sentence to its
 * beginning, or back. If the first Chinese units of a bead translate its last
 * English ones, and the other way round, no monotone path fits. Each half is
 * cut where words and lengths of the two blocks fit best; both score as steps
 * do, each with the order of its own words, at a price that is higher over a
 * sentence end.
 *
 *   weight = log(exp(path + order) + exp(crossed)) + repeats
 *
 * Repeats: words said more often in Chinese, see repeats.h.
 */
#ifndef ZHEN_ALIGN_SCORE_WHOLE_H
#define ZHEN_ALIGN_SCORE_WHOLE_H

#include "align/corridor/hits.h"
#include "align/score/order.h"
#include "align/score/repeats.h"
#include "align/score/terms.h"

/* Chinese units [i, to_i), English ones [j, to_j), neither empty. */
typedef struct whole_bead {
  uint32_t i, to_i, j, to_j;
} whole_bead;

/* Where the halves of a crossed bead begin. */
typedef struct crossing {
  uint32_t zh, en; /* the first units of the second halves */
  double score;    /* of the bead; -DBL_MAX: it cannot cross */
} crossing;

/* A token that hits in the current bead. */
typedef struct whole_token {
  uint64_t hit;  /* units of the other side, the first of the bead is bit 0 */
  uint32_t unit; /* its own, from the first of the bead */
  uint32_t type;
} whole_token;

typedef struct whole_side {
  hits hits;
  whole_token *tokens;
  size_t n, capacity;
} whole_side;

typedef struct whole {
  term_scorer scorer; /* not indexed */
  order *order;
  repeats repeats;
  whole_side zh, en;
  bool read; /* the tokens are those of `bead` */
  whole_bead bead;
} whole;

/* Keeps its arguments. Close it even after a failure. */
ZHEN_CHECK zhen_status whole_open(whole *w, const align_input *in,
                                  const score_model *m);

/* The weight of a bead; `path` is the log sum of its monotone paths. */
ZHEN_CHECK zhen_status whole_weight(double *weight, whole *w, whole_bead b,
                                    double path);

/* Its parts. */
double whole_order(const whole *w, whole_bead b);
double whole_repeats(whole *w, whole_bead b);
ZHEN_CHECK zhen_status whole_cross(crossing *out, whole *w, whole_bead b);

/* Add the terms of a crossed bead, by an indexed scorer. */
void whole_cross_terms(const whole *w, const term_scorer *x, whole_bead b,
                       const crossing *c, double terms[ZHEN_TERMS]);

void whole_close(whole *w);

#endif
