/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_SEARCH_CONSTRAINED_H
#define ZHEN_ALIGN_SEARCH_CONSTRAINED_H

#include "align/search/options.h"
#include "align/search/path.h"

/*
 * search_document() for an input that `fixed` beads cut into sections, which
 * are searched independently: pairs that are required, and boundaries (beads
 * with two empty sides), in order. Without a given corridor, one
 * with this margin is computed for each section.
 */
ZHEN_CHECK zhen_status search_constrained(
    zhen_alignment **out, const align_input *in, const score_model *m,
    const zhen_bead *fixed, size_t n_fixed, const corridor *c, uint32_t margin,
    const search_options *how, bool final, size_t *narrowed);

#endif
