/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stretches of a document, each searched in pieces: cut where the corridor has
 * enough cells, searched on several threads, joined where the paths of
 * neighbours meet. See pieces.h.
 */
#ifndef ZHEN_ALIGN_SEARCH_REGIONS_H
#define ZHEN_ALIGN_SEARCH_REGIONS_H

#include "align/search/section.h"
#include "align/search/search.h"

/* Units before and behind a cut that both its pieces search. */
enum { OVERLAP = 128 };

typedef struct piece {
  place begin, end;
  uint32_t from, to;     /* the Chinese units of the cuts it lies between */
  zhen_alignment *found; /* its sentences are those of the document */
  bool narrowed;
} piece;

typedef struct piece_list {
  piece *at;
  size_t n, capacity;
} piece_list;

/* A stretch of the document that is searched; its pieces stand in a row. */
typedef struct stretch {
  place begin, end;
  size_t first_bead, last_bead; /* what it is to replace; last excluded */
  size_t first, n;              /* its pieces */
} stretch;

typedef struct searcher {
  const document *d;
  const search_model *model;
  search_model strict; /* no bead may end inside a sentence */
  align_params strict_params;
  corridor corridor; /* its own: it is widened */
  const pieces_options *how;
  bool final;
  size_t cells_max, share; /* of a piece: alone, and beside others */
  piece_list pieces, bridges;
  stretch *stretches;
  size_t n_stretches, stretches_capacity;
  size_t narrowed;
  piece *now; /* those that are searched */
} searcher;

/* How far two units or sentences are apart. */
static inline uint32_t apart(uint32_t a, uint32_t b)
{
  return a > b ? a - b : b - a;
}

/*
 * Search the stretches, which lie apart, and put what they found in place of
 * the beads that were there.
 */
ZHEN_CHECK zhen_status stretches_search(searcher *s, zhen_alignment *all);

/* Free what the searcher holds of pieces and stretches. */
void stretches_dispose(searcher *s);

#endif
