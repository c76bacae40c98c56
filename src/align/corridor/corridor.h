/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where to search: for each boundary between Chinese units, a range of
 * boundaries between English ones. Both ends never decrease; the corridor
 * begins at (0, 0) and ends at (n, m). Its middle is where the path is likely
 * to be.
 */
#ifndef ZHEN_ALIGN_CORRIDOR_CORRIDOR_H
#define ZHEN_ALIGN_CORRIDOR_CORRIDOR_H

#include "tokens/document.h"

/* A node of the search: a boundary, as the numbers of units before it. */
typedef struct node {
  uint32_t zh, en;
} node;

/* A section: the consecutive units of both sides between two nodes. */
typedef struct section {
  node begin, end;
} section;

typedef struct corridor {
  uint32_t *low, *high; /* n + 1 each; both ends included */
  uint32_t *middle;     /* n + 1, never decreasing */
  size_t *cell;         /* number of the first cell of each row; n + 2 */
  size_t n, m;
} corridor;

/*
 * The whole rectangle: for short documents, and to measure the effect of the
 * corridor.
 */
ZHEN_CHECK zhen_status corridor_open_all(corridor *c, const document *d);

/* The cells within `margin` units of the nodes of a path, in order. */
ZHEN_CHECK zhen_status corridor_around(corridor *c, const document *d,
                                       const node *path, size_t count,
                                       uint32_t margin);

/* For each boundary between Chinese units, the range of columns seen. */
typedef struct band {
  uint32_t *low, *high; /* n + 1 each; low > high: none */
} band;

ZHEN_CHECK zhen_status band_open(band *b, size_t n);

static inline void band_add(band *b, size_t i, uint32_t j)
{
  b->low[i] = j < b->low[i] ? j : b->low[i];
  b->high[i] = j > b->high[i] ? j : b->high[i];
}

/* Add that of a section of n Chinese units that begins at a node. */
void band_join(band *all, const band *part, node at, size_t n);

void band_dispose(band *b);

/*
 * The cells of a band with `margin` columns on both sides; its middle is a
 * path. Rows without cells are filled so that all are connected.
 */
ZHEN_CHECK zhen_status corridor_of_band(corridor *c, const band *b,
                                        const document *d, const node *path,
                                        size_t count, uint32_t margin);

/* Move its middle to a path. */
void corridor_draw(corridor *c, const node *path, size_t count);

/* The corridor of a section, counted from the start of the section. */
ZHEN_CHECK zhen_status corridor_cut(corridor *out, const corridor *c,
                                    section at);

ZHEN_CHECK zhen_status corridor_copy(corridor *copy, const corridor *c);

/* Close cells far from the middle if there are more than about `cells`. */
bool corridor_fit(corridor *c, size_t cells);

/* Open it by `radius` around a node; call the second after all are open. */
void corridor_open(corridor *c, uint32_t i, uint32_t j, uint32_t radius);
void corridor_close_up(corridor *c);

static inline bool corridor_has(const corridor *c, size_t i, size_t j)
{
  return j >= c->low[i] && j <= c->high[i];
}

/* Does a path through a cell run along an edge that can be opened? */
bool corridor_is_edge(const corridor *c, node at);

/* The number of a cell of the corridor. */
static inline size_t corridor_cell(const corridor *c, size_t i, size_t j)
{
  return c->cell[i] + (j - c->low[i]);
}

static inline size_t corridor_cells(const corridor *c)
{
  return c->cell[c->n + 1];
}

void corridor_dispose(corridor *c);

#endif
