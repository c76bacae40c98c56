/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The beads of sentences that the lattice finds worth a thought. A path of
 * units says more than is asked for: which clauses went together inside a
 * bead. The weight of a bead is the log of the sum over all ways through it
 * that pass no boundary between sentences (those are other beads).
 */
#ifndef ZHEN_ALIGN_SEARCH_CANDIDATES_H
#define ZHEN_ALIGN_SEARCH_CANDIDATES_H

#include "align/search/lattice.h"

/* Chinese units [i, to_i) and English ones [j, to_j), whole sentences. */
typedef struct candidate {
  uint32_t i, j, to_i, to_j;
  double weight;
} candidate;

/* In order of their beginning, (i, j); they lead from start to end. */
typedef struct candidates {
  candidate *at;
  size_t count, capacity;
} candidates;

ZHEN_CHECK zhen_status candidates_find(candidates *out, const lattice *l,
                                       const document *d);

void candidates_dispose(candidates *c);

#endif
