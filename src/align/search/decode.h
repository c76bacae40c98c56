/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_SEARCH_DECODE_H
#define ZHEN_ALIGN_SEARCH_DECODE_H

#include "align/search/path.h"

/*
 * The beads of sentences with the greatest expected number of right ones, each
 * with its posterior probability.
 */
ZHEN_CHECK zhen_status decode_beads(zhen_alignment **out, const lattice *l,
                                    const align_input *in,
                                    const score_model *m);

/* The posterior probabilities of other beads, in their order: for fitting. */
ZHEN_CHECK zhen_status decode_judge(const lattice *l, const align_input *in,
                                    const score_model *m, zhen_bead *beads,
                                    size_t count);

#endif
