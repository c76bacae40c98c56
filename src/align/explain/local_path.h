/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The best way of steps through a small part of a document, each worked out
 * for itself: how a bead came about, and what its best rival is.
 */
#ifndef ZHEN_ALIGN_EXPLAIN_LOCAL_PATH_H
#define ZHEN_ALIGN_EXPLAIN_LOCAL_PATH_H

#include "align/score/terms.h"

/* A rectangle of units, and what a way through it must not do. */
typedef struct window {
  uint32_t i, j, to_i, to_j;
  bool one_bead;         /* pass no boundary of sentences on the way */
  const zhen_bead *shun; /* contain this bead; NULL: none */
} window;

typedef struct way {
  step_at *steps; /* in order; NULL if there is no way */
  size_t count;
  double score;
} way;

ZHEN_CHECK zhen_status way_find(way *out, const evidence *x, const window *w);

void way_dispose(way *w);

#endif
