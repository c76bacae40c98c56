/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a token of one side adds to the score of a bead, against a span of the
 * other side: hits against chance. With r the probability that a random token
 * of the other side translates it, and ch = 1 - (1 - r)^L for a span of L
 * tokens,
 *
 *   hit:  log((H + (1 - H) ch) / ch)        miss:  log(1 - H)
 *
 * so a common word adds little, a rare one a lot, and hits in long spans count
 * less. The miss is the same for every span: only hits need a table.
 */
#ifndef ZHEN_ALIGN_SCORE_TOKEN_SCORES_H
#define ZHEN_ALIGN_SCORE_TOKEN_SCORES_H

#include "align/score/params.h"
#include "tokens/document.h"

enum { SPAN_BUCKETS = 20 };

/* What the gains of a type depend on: H and the log of 1 - r. */
typedef struct hit_chances {
  double hit, miss_chance;
} hit_chances;

typedef struct token_scores {
  float *hit_gain;      /* type * SPAN_BUCKETS + bucket: hit minus miss */
  float *miss_cost;     /* type; added as well, so 0 or less */
  hit_chances *made_of; /* type */
} token_scores;

/* Spans of about the same number of tokens share a bucket. */
unsigned span_bucket(uint32_t n_tokens);

/*
 * `edges`: the types of the other side that translate each type of this one.
 * Scores that were made before for the side, or `{0}`: what has changed since
 * is computed.
 */
ZHEN_CHECK zhen_status token_scores_make(token_scores *t, const side *s,
                                         const rows *edges,
                                         const align_params *p);

/* The gains of a hit of a type, by bucket. */
static inline const float *hit_gains_of(const token_scores *t, uint32_t type)
{
  return t->hit_gain + (size_t)type * SPAN_BUCKETS;
}

void token_scores_dispose(token_scores *t);

#endif
