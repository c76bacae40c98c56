/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The search of an input of any length: in blocks of some thousand units,
 * each with a lattice of its own, on several threads. Neighbouring blocks
 * overlap. Where their paths meet in the overlap, one goes over into the
 * other; where they do not, the region from the middle of the one to the
 * middle of the other is searched as a block of its own. Where the path runs
 * along an edge of the corridor, it is opened, and the region around is
 * searched again. All that depends on the document alone, so that the result is
 * the same on any number of threads.
 */
#ifndef ZHEN_ALIGN_SEARCH_SEARCH_H
#define ZHEN_ALIGN_SEARCH_SEARCH_H

#include "align/search/options.h"
#include "align/search/path.h"

/*
 * The beads of the whole input: of the best path, or with `final` those
 * chosen by their probability, none larger than the model allows. Adds to
 * `*narrowed` the blocks whose corridor did not fit into memory.
 */
ZHEN_CHECK zhen_status search_document(zhen_alignment **out,
                                       const align_input *in,
                                       const score_model *m, const corridor *c,
                                       const search_options *how, bool final,
                                       size_t *narrowed);

/*
 * Search in one lattice, its corridor opened wider where the path runs along
 * its edge.
 */
ZHEN_CHECK zhen_status search_lattice(lattice *l, const align_input *in,
                                      const score_model *m);

#endif
