/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Regions of a document, each searched in blocks: cut where the corridor has
 * enough cells, searched on several threads, joined where the paths of
 * neighbours meet. Both are sections: a block has a lattice of its own, a
 * region is searched at once, for the first time or again. See search.h.
 */
#ifndef ZHEN_ALIGN_SEARCH_REGIONS_H
#define ZHEN_ALIGN_SEARCH_REGIONS_H

#include "align/search/options.h"
#include "align/search/path.h"
#include "align/search/section.h"

/*
 * Units before and after a cut that both its blocks search. With 64 and 256 F1
 * of a book of 6,301 sentences is the same.
 */
enum { OVERLAP = 128 };

typedef struct block {
  section at;
  uint32_t from, to;     /* the Chinese units of the cuts it lies between */
  zhen_alignment *found; /* its sentences are those of the document */
  bool narrowed;
} block;

typedef struct block_list {
  block *at;
  size_t n, capacity;
} block_list;

typedef struct region {
  section at;
  size_t first_bead, last_bead; /* what it is to replace; last excluded */
  size_t first, n;              /* its blocks, one after the other */
} region;

typedef struct searcher {
  const align_input *in;
  const document *d; /* its document */
  const score_model *model;
  score_model strict; /* no bead may end inside a sentence */
  align_params strict_params;
  corridor corridor; /* its own: it is widened */
  const search_options *how;
  bool final;
  size_t cells_max, share; /* of a block by itself, and beside others */
  block_list blocks, bridges;
  region *regions;
  size_t n_regions, regions_capacity;
  size_t narrowed;
  block *now; /* those that are searched */
} searcher;

/* How far two units or sentences are apart. */
static inline uint32_t apart(uint32_t a, uint32_t b)
{
  return a > b ? a - b : b - a;
}

/*
 * Search the regions, which lie apart, and put what they found in place of
 * the beads that were there.
 */
ZHEN_CHECK zhen_status regions_search(searcher *s, zhen_alignment *all);

/* Free the blocks and regions of a searcher. */
void regions_dispose(searcher *s);

#endif
