/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The score of a step, term by term, for explaining: each is computed directly
 * and slowly. The search adds up the same terms from tables; see bead_scores.h.
 */
#ifndef ZHEN_ALIGN_SCORE_TERMS_H
#define ZHEN_ALIGN_SCORE_TERMS_H

#include "align/score/input.h"
#include "align/score/model.h"

#include <zhen/explain.h>

typedef struct term_scorer {
  const align_input *in;
  const score_model *m;
  rows zh_units, en_units; /* type -> units that contain it */
} term_scorer;

/* Index a scorer whose input is set; unindex it even after a failure. */
ZHEN_CHECK zhen_status terms_index(term_scorer *x);

void terms_unindex(term_scorer *x);

/* A step of the search: the last `zh` and `en` units before (i, j). */
typedef struct step {
  uint32_t i, j, zh, en;
} step;

/* Add the terms of a step to `terms`. */
void terms_add(const term_scorer *x, step s, double terms[ZHEN_TERMS]);

/*
 * Its parts if neither side is empty: words; length, shape and embeddings; what
 * depends on where the step begins and ends. Only words need the index.
 */
void terms_add_tokens(const term_scorer *x, step s, double terms[ZHEN_TERMS]);
void terms_add_form(const term_scorer *x, step s, double terms[ZHEN_TERMS]);
void terms_add_bounds(const term_scorer *x, step s, double terms[ZHEN_TERMS]);

/* Of its form, besides length and shape, see form.h. */
double term_digest(const term_scorer *x, step s);
double term_embeddings(const term_scorer *x, step s);

/* Their sum. */
double terms_sum(const term_scorer *x, step s);

/* The contribution of a token of one side to the score of a step. */
typedef struct contribution {
  double value;
  bool hit; /* it has a translation */
} contribution;
contribution contribution_zh(const term_scorer *x, uint32_t type, step s);
contribution contribution_en(const term_scorer *x, uint32_t type, step s);

/*
 * The length of a step: the English characters expected, the log of the ratio
 * to them, and its standard deviation.
 */
typedef struct length_fit {
  double expected, off, deviation;
} length_fit;
length_fit step_length(const term_scorer *x, step s);

/* Does the search try a bead of these lengths? */
bool step_is_tried(const term_scorer *x, step s);

#endif
