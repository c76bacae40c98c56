/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the search went by, kept for explaining: the document, the parameters
 * that came to fit it, what its tokens are worth. The search itself adds up
 * tables; here each step is worked out for itself, term by term.
 */
#ifndef ZHEN_ALIGN_SCORE_TERMS_H
#define ZHEN_ALIGN_SCORE_TERMS_H

#include "align/score/order.h"
#include "align/search/lattice.h"

#include <zhen/explain.h>

typedef struct evidence {
  document d;
  align_params p;
  search_model m;
  order *order;
} evidence;

/* Take over a document; it is closed here if that fails. */
ZHEN_CHECK zhen_status evidence_keep(evidence **out, document *d,
                                     const align_params *p);

/* Keep in an alignment where it was searched. */
ZHEN_CHECK zhen_status hall_keep(zhen_alignment *a, const document *d,
                                 const corridor *c);

void evidence_free(evidence *x);

/* A step of the search: the last `zh` and `en` units before (i, j). */
typedef struct step_at {
  uint32_t i, j, zh, en;
} step_at;

/* Add the terms of a step to `terms`. */
void evidence_terms(const evidence *x, step_at s, double terms[ZHEN_TERMS]);

/* Their sum. */
double evidence_score(const evidence *x, step_at s);

/* What a token of one side adds to the score of a step. */
typedef struct token_worth {
  double worth;
  bool hit; /* it finds a translation */
} token_worth;
token_worth worth_zh(const evidence *x, uint32_t type, step_at s);
token_worth worth_en(const evidence *x, uint32_t type, step_at s);

/* The length of a step: log of the ratio to what is expected, and its standard
 * deviation. */
typedef struct length_fit {
  double expected, off, deviation;
} length_fit;
length_fit evidence_length(const evidence *x, step_at s);

/* Does the search try a bead of these lengths? */
bool evidence_fits(const evidence *x, step_at s);

#endif
