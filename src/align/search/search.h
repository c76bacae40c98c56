/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The search of an input of any length: in blocks of some thousand units, each
 * with its own lattice, on several threads. Adjacent blocks overlap. Where
 * their paths meet in the overlap, the result switches from one to the other;
 * where they do not, the region from the middle of one to the middle of the
 * other is searched as a block. Where the path runs along an edge of the
 * corridor, the corridor is opened and the region around is searched again. All
 * of this depends on the document alone, so the result is the same for any
 * number of threads.
 */
#ifndef ZHEN_ALIGN_SEARCH_SEARCH_H
#define ZHEN_ALIGN_SEARCH_SEARCH_H

#include "align/search/options.h"
#include "align/search/path.h"

/*
 * The beads of the whole input: those of the best path, or with `final` those
 * chosen by probability; none is larger than the model allows. Adds to
 * `*narrowed` the number of blocks whose corridor did not fit into memory.
 */
ZHEN_CHECK zhen_status search_document(zhen_alignment **out,
                                       const align_input *in,
                                       const score_model *m, const corridor *c,
                                       const search_options *how, bool final,
                                       size_t *narrowed);

/*
 * Search in one lattice; its corridor is widened where the path runs along its
 * edge.
 */
ZHEN_CHECK zhen_status search_lattice(lattice *l, const align_input *in,
                                      const score_model *m);

#endif
