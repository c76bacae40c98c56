/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which tokens of a bead of sentences translate each other. The terms of whole
 * beads are computed from these links alone: see order.h, repeats.h, whole.h.
 */
#ifndef ZHEN_ALIGN_SCORE_LINKS_H
#define ZHEN_ALIGN_SCORE_LINKS_H

#include "tokens/document.h"

/* Chinese units [i, to_i), English ones [j, to_j), neither empty. */
typedef struct whole_bead {
  uint32_t i, to_i, j, to_j;
} whole_bead;

/* The tokens of one side of the bead are numbered from 0. */
typedef struct bead_side {
  uint32_t begin, n; /* they are tokens.at[begin] and the next ones */
  uint32_t *unit;    /* of each, from the first of the bead */
  size_t capacity;
} bead_side;

typedef struct links {
  const document *d;
  whole_bead bead;
  bead_side zh, en;
  /* Chinese token k hits those English tokens hits[first[k] .. first[k + 1])
     that are in the bead, see links_cut; those of a type one after the other,
     the last one first. */
  uint32_t *first, *hits;
  size_t n_hits, first_capacity, hits_capacity;
  uint32_t *same; /* en: the first token of its type, in the bead */
  size_t same_capacity;
  uint32_t *before; /* en: the one before of its type, + 1 */
  size_t before_capacity;
  uint32_t *last; /* by English type: its last token, + 1; 0 between beads */
} links;

/* Keeps the document. Close it even after a failure. */
ZHEN_CHECK zhen_status links_open(links *x, const document *d);

ZHEN_CHECK zhen_status links_read(links *x, whole_bead b);

/* Go on to a bead with the same beginning, in the one that was read. */
void links_cut(links *x, uint32_t to_i, uint32_t to_j);

void links_close(links *x);

#endif
