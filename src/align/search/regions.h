/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Regions of a document, each searched in blocks: cut where the corridor has
 * enough cells, searched on several threads, joined where the paths of adjacent
 * blocks meet. Both are sections: a block has its own lattice, a region is
 * searched as a unit, for the first time or again. See search.h.
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
  uint32_t from, to;     /* the Chinese units of the cuts around it */
  zhen_alignment *found; /* its sentences are numbered as in the document */
  band live;             /* numbered as in the block */
  bool narrowed;
} block;

typedef struct block_list {
  block *at;
  size_t n, capacity;
} block_list;

typedef struct region {
  section at;
  size_t first_bead, last_bead; /* the beads that it replaces; last excluded */
  size_t first, n;              /* its blocks, in order */
} region;

typedef struct searcher {
  const align_input *in;
  const document *d; /* its document */
  const score_model *model;
  score_model strict; /* no bead may end inside a sentence */
  align_params strict_params;
  corridor corridor; /* its own, as it is widened */
  const search_options *how;
  bool final;
  size_t cells_max, share; /* of a block alone, and among others */
  block_list blocks, bridges;
  region *regions;
  size_t n_regions, regions_capacity;
  size_t narrowed;
  block *now; /* the regions to search */
} searcher;

/* The distance of two units or sentences. */
static inline uint32_t apart(uint32_t a, uint32_t b)
{
  return a > b ? a - b : b - a;
}

/*
 * Search the regions, which do not overlap, and replace the old beads by those
 * found.
 */
ZHEN_CHECK zhen_status regions_search(searcher *s, zhen_alignment *all);

/* Free the blocks and regions of a searcher. */
void regions_dispose(searcher *s);

#endif
