/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentences of both sides that are unaligned side by side, though they may be a
 * pair: what is left where neither is probable enough.
 */
#ifndef ZHEN_ALIGN_SEARCH_DOUBTFUL_H
#define ZHEN_ALIGN_SEARCH_DOUBTFUL_H

#include "align/beads/alignment.h"
#include "align/score/input.h"
#include "align/score/model.h"

/*
 * Add the doubtful pairs to the alignment of an input, each with its posterior
 * probability; only in parallel passages, as elsewhere no pair is one.
 */
ZHEN_CHECK zhen_status doubtful_find(zhen_alignment *a, const align_input *in,
                                     const align_params *p, uint32_t max_bead);

#endif
