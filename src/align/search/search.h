/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The search of a document of any length: in pieces of some thousand units,
 * each with a lattice of its own, on several threads. Neighbouring pieces
 * overlap. Where their paths meet in the overlap, one goes over into the
 * other; where they do not, the stretch from the middle of the one to the
 * middle of the other is searched as a piece of its own. Where the path runs
 * along an edge of the corridor, it is opened, and the stretch around is
 * searched anew. All that depends on the document alone, so that the result is
 * the same on any number of threads.
 */
#ifndef ZHEN_ALIGN_SEARCH_SEARCH_H
#define ZHEN_ALIGN_SEARCH_SEARCH_H

#include "align/search/lattice.h"

typedef struct pieces_options {
  unsigned threads;
  size_t memory; /* bytes for all lattices together */
  size_t cells;  /* of a piece, about; 0: as many as are good */
} pieces_options;

/*
 * The beads of the whole document: of the best path, or with `final` those
 * chosen by their probability, none larger than the model allows. Adds to
 * `*narrowed` the pieces whose corridor did not fit into memory.
 */
ZHEN_CHECK zhen_status pieces_search(zhen_alignment **out, const document *d,
                                     const search_model *m, const corridor *c,
                                     const pieces_options *how, bool final,
                                     size_t *narrowed);

/*
 * Search in one lattice, its corridor opened wider where the path runs along
 * its edge.
 */
ZHEN_CHECK zhen_status lattice_search(lattice *l, const document *d,
                                      const search_model *m);

/* Where a bead begins, and all of an alignment. */
place bead_begin(const document *d, const zhen_bead *b);

ZHEN_CHECK zhen_status beads_places(place **out, const document *d,
                                    const zhen_alignment *a);

#endif
