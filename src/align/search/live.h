/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a further pass has to search: the cells through which paths lead that
 * are little worse than the best one.
 */
#ifndef ZHEN_ALIGN_SEARCH_LIVE_H
#define ZHEN_ALIGN_SEARCH_LIVE_H

#include "align/search/lattice.h"

/*
 * The score of the best path through a cell, less that of the best one of all,
 * below which a cell is not live; also what a lattice for this keeps.
 */
#define LIVE_NEAR 15.

/* Open a band of the live cells of a lattice without sums. */
ZHEN_CHECK zhen_status live_find(band *out, const lattice *l);

#endif
