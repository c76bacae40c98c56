/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentences that fill the same place, though they are no translations of each
 * other, and sentences that are unaligned side by side, though they may be.
 *
 * The search pairs what is between two pairs, for want of anything better. What
 * a bead says by itself (odds.h) says whether its sides are related: in a
 * parallel passage, one bead in 200 is taken to be of unrelated sentences, and
 * by Bayes' rule the probability of a pair is multiplied by
 *
 *   1 / (1 + .005 e^-odds)
 */
#ifndef ZHEN_ALIGN_RELATION_DOUBTFUL_H
#define ZHEN_ALIGN_RELATION_DOUBTFUL_H

#include "align/relation/odds.h"
#include "align/score/input.h"
#include "align/score/model.h"

/* Multiply the scores of the pairs, which have these odds. */
void doubtful_weigh(zhen_bead *beads, size_t count, const float *odds);

/* Leave the sentences of pairs unaligned that are most probably unrelated. */
ZHEN_CHECK zhen_status doubtful_part(zhen_alignment *a, const float *odds);

/*
 * Add the doubtful pairs of an alignment, each with its posterior probability;
 * only in parallel passages, as elsewhere no pair is one.
 */
ZHEN_CHECK zhen_status doubtful_find(zhen_alignment *a, const align_input *in,
                                     const score_model *m);

/* Multiply their scores, too, and drop those that are improbable then. */
ZHEN_CHECK zhen_status doubtful_settle(zhen_alignment *a,
                                       const relation_texts *t);

#endif
