/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a token of one side is worth against a span of the other: hits against
 * chance. With r the chance that one token of the other side translates it,
 * and ch = 1 - (1 - r)^L for a span of L tokens,
 *
 *   hit:  log((H + (1 - H) ch) / ch)        miss:  log(1 - H)
 *
 * so a common word is worth little, a rare one a lot, and long spans cannot
 * buy hits. The miss is the same for every span: only hits need a table.
 */
#ifndef ZHEN_ALIGN_SCORE_TOKEN_SCORES_H
#define ZHEN_ALIGN_SCORE_TOKEN_SCORES_H

#include "align/score/params.h"
#include "tokens/document.h"

enum { GAIN_BUCKETS = 20 };

typedef struct gains {
  float *hit;  /* type * GAIN_BUCKETS + bucket: hit minus miss */
  float *miss; /* type */
} gains;

/* Spans of about the same number of tokens share a bucket. */
unsigned gain_bucket(uint32_t n_tokens);

/* `edges`: the types of the other side that translate each type of this one. */
ZHEN_CHECK zhen_status gains_make(gains *g, const side *s, const rows *edges,
                                  const align_params *p);

/* What hits of a type are worth, by bucket. */
static inline const float *gain_row(const gains *g, uint32_t type)
{
  return g->hit + (size_t)type * GAIN_BUCKETS;
}

void gains_dispose(gains *g);

#endif
