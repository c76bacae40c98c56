/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_LEARN_FIT_PARTS_H
#define ZHEN_ALIGN_LEARN_FIT_PARTS_H

#include "align/beads/alignment.h"

/*
 * Where chapters of both sides begin together, by the beads of a first
 * alignment: boundaries of sentences, as beads with two empty sides, in order.
 * `required` are pairs in order; no boundary is inside one.
 * @param[out] out  to be freed; NULL if there are none
 */
ZHEN_CHECK zhen_status parts_fit(zhen_bead **out, size_t *count,
                                 const zhen_sentences *zh,
                                 const zhen_sentences *en,
                                 const zhen_alignment *first,
                                 const zhen_bead *required, size_t n_required);

#endif
