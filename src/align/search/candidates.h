/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The beads of sentences that are probable by the lattice. A path of units has
 * detail that does not matter here: which clauses inside a bead belong
 * together. The weight of a bead is the log of the sum over all paths through
 * it that pass no boundary between sentences (those are other beads).
 */
#ifndef ZHEN_ALIGN_SEARCH_CANDIDATES_H
#define ZHEN_ALIGN_SEARCH_CANDIDATES_H

#include "align/search/path.h"

/* Chinese units [i, to_i) and English ones [j, to_j), whole sentences. */
typedef struct bead_candidate {
  uint32_t i, j, to_i, to_j;
  double weight;
  bool null; /* a null step, which keeps to the order of these */
} bead_candidate;

/* Ordered by their start, (i, j). */
typedef struct bead_candidates {
  bead_candidate *at;
  size_t count, capacity;
} bead_candidates;

ZHEN_CHECK zhen_status candidates_find(bead_candidates *out, const lattice *l,
                                       const document *d,
                                       const align_params *p);

void candidates_dispose(bead_candidates *c);

#endif
