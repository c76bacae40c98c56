/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is settled about a document before it is aligned. Pairs that hold cut
 * it: the stretches between them are searched on their own. Sentences that
 * are alone, or not, and pairs that are refused, bar steps of the search.
 */
#ifndef ZHEN_ALIGN_SEARCH_CONSTRAINED_H
#define ZHEN_ALIGN_SEARCH_CONSTRAINED_H

#include "align/search/search.h"

/* A bead that must not be: its first and last boundaries, in units. */
typedef struct refusal {
  uint32_t zh, to_zh, en, to_en;
} refusal;

/* In the order of their Chinese side; kept by the document they are of. */
typedef struct holds {
  refusal *refused;
  size_t n_refused;
  zhen_bead *pairs; /* that hold, with score 1 */
  size_t n_pairs;
} holds;

/*
 * Settle what is said.
 * @retval ZHEN_EUSAGE  out of the document, or in contradiction
 */
ZHEN_CHECK zhen_status holds_settle(document *d, const zhen_hold *said,
                                    size_t count);

/* Is a step refused? (i, j) is where it ends, counted in a part of `d`. */
bool holds_refuse(const document *d, uint32_t i, uint32_t zh, uint32_t j,
                  uint32_t en);

/*
 * pieces_search() of the stretches between the pairs that hold, with these
 * between them. Without a corridor, one is found for each stretch.
 */
ZHEN_CHECK zhen_status holds_search(zhen_alignment **out, const document *d,
                                    const search_model *m, const corridor *c,
                                    uint32_t margin, const pieces_options *how,
                                    bool final, size_t *narrowed);

#endif
