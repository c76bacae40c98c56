/* SPDX-License-Identifier: Apache-2.0 */
/* The best path through a lattice. */
#ifndef ZHEN_ALIGN_SEARCH_PATH_H
#define ZHEN_ALIGN_SEARCH_PATH_H

#include "align/beads/alignment.h"
#include "align/search/lattice.h"

/*
 * Open the corridor by `radius` units where the best path runs along an edge,
 * and say whether it did anywhere.
 */
ZHEN_CHECK zhen_status path_widen(lattice *l, uint32_t radius, bool *touched);

/*
 * The best path as beads of sentences, all with score 1: beads that share a
 * sentence are joined.
 */
ZHEN_CHECK zhen_status path_beads(zhen_alignment **out, const lattice *l,
                                  const document *d);

/* The node where a bead starts, and those of all beads of an alignment. */
node bead_begin(const document *d, const zhen_bead *b);

ZHEN_CHECK zhen_status bead_nodes(node **out, const document *d,
                                  const zhen_alignment *a);

#endif
