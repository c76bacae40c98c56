/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the search looks: for each boundary between Chinese units, a range of
 * boundaries between English ones. Both ends never decrease; the corridor
 * begins at (0, 0) and ends at (n, m).
 */
#ifndef ZHEN_ALIGN_CORRIDOR_H
#define ZHEN_ALIGN_CORRIDOR_H

#include "align/document.h"

typedef struct corridor {
  uint32_t *low, *high; /* n + 1 of each; both ends included */
  size_t *cell;         /* number of the first cell of a row; n + 2 */
  size_t n, m;
} corridor;

/*
 * Rare tokens that hit each other give anchors; the heaviest chain of anchors
 * that cross nowhere is the middle of the corridor; `margin` units are added
 * on either side, and between two anchors the whole rectangle is open.
 */
ZHEN_CHECK zhen_status corridor_find(corridor *c, const document *d,
                                     uint32_t margin);

/* Open it by `radius` around a place; settle it once all are opened. */
void corridor_open(corridor *c, uint32_t i, uint32_t j, uint32_t radius);
void corridor_settle(corridor *c);

static inline bool corridor_has(const corridor *c, size_t i, size_t j)
{
  return j >= c->low[i] && j <= c->high[i];
}

/* Number of a cell that the corridor has. */
static inline size_t corridor_cell(const corridor *c, size_t i, size_t j)
{
  return c->cell[i] + (j - c->low[i]);
}

void corridor_dispose(corridor *c);

#endif
