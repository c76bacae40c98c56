/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_RELATION_CHAIN_H
#define ZHEN_ALIGN_RELATION_CHAIN_H

#include "align/beads/alignment.h"

/*
 * Set `within` of an alignment, the probability of each bead to be in a passage
 * where the texts are translations of each other, from the log odds of each
 * bead by itself. Infinite odds are a decision of the caller: 1.
 */
ZHEN_CHECK zhen_status chain_sum(zhen_alignment *a, const float *odds);

#endif
