/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The best path of steps through a small section of a document, each step
 * computed directly: shows how a bead came about, and what its best rival is.
 */
#ifndef ZHEN_ALIGN_EXPLAIN_LOCAL_PATH_H
#define ZHEN_ALIGN_EXPLAIN_LOCAL_PATH_H

#include "align/beads/alignment.h"
#include "align/corridor/corridor.h"
#include "align/score/terms.h"

/* A section, and what a path through it must avoid. */
typedef struct path_limits {
  section at;
  bool one_bead;         /* pass no sentence boundary */
  const zhen_bead *shun; /* contain this bead; NULL: none */
} path_limits;

typedef struct local_path {
  step *steps; /* in order; NULL if no path exists */
  size_t count;
  double score;
} local_path;

ZHEN_CHECK zhen_status local_path_find(local_path *out, const term_scorer *x,
                                       const path_limits *w);

void local_path_dispose(local_path *w);

#endif
