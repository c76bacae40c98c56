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

#include "align/score/links.h"
#include "align/score/order.h"
#include "align/score/repeats.h"
#include "align/score/terms.h"

/* Where the halves of a crossed bead begin. */
typedef struct crossing {
  uint32_t zh, en; /* the first units of the second halves */
  double score;    /* of the bead; -DBL_MAX: it cannot cross */
} crossing;

/* A token that hits, in units from the first of the bead. */
typedef struct reach {
  uint32_t type, unit;  /* its own */
  uint32_t first, last; /* of the other side that it hits */
} reach;

typedef struct whole {
  term_scorer scorer; /* not indexed */
  links links;
  order *order;
  repeats repeats;
  reach *zh_reach, *en_reach; /* for crossing */
  uint32_t n_zh, n_en;
  size_t zh_capacity, en_capacity;
} whole;

/* Keeps its arguments. Close it even after a failure. */
ZHEN_CHECK zhen_status whole_open(whole *w, const align_input *in,
                                  const score_model *m);

/* Go to a bead. */
ZHEN_CHECK zhen_status whole_read(whole *w, whole_bead b);

/* Go on to a bead with the same beginning, in the one that was read. */
void whole_cut(whole *w, uint32_t to_i, uint32_t to_j);

/* Its weight; `path` is the log sum of its monotone paths. */
double whole_weight(whole *w, double path);

/* The parts of the weight. */
double whole_order(whole *w);
double whole_repeats(whole *w);
crossing whole_cross(whole *w);

/* Add the terms of the crossed bead, by an indexed scorer. */
void whole_cross_terms(whole *w, const term_scorer *x, const crossing *c,
                       double terms[ZHEN_TERMS]);

void whole_close(whole *w);

#endif
