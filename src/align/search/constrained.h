/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_SEARCH_CONSTRAINED_H
#define ZHEN_ALIGN_SEARCH_CONSTRAINED_H

#include "align/search/options.h"
#include "align/search/path.h"

/*
 * search_document() of an input with constraints: pairs that must be cut it,
 * and the sections between them are searched each for itself. Without a
 * corridor, one of that margin is found for each section.
 */
ZHEN_CHECK zhen_status search_constrained(zhen_alignment **out,
                                          const align_input *in,
                                          const score_model *m,
                                          const corridor *c, uint32_t margin,
                                          const search_options *how, bool final,
                                          size_t *narrowed);

#endif
