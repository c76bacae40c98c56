/* SPDX-License-Identifier: Apache-2.0 */
/* The lattice of beads in the corridor: cells are nodes, and beads are edges.
 */
#ifndef ZHEN_ALIGN_SEARCH_LATTICE_H
#define ZHEN_ALIGN_SEARCH_LATTICE_H

#include "align/corridor/corridor.h"
#include "align/score/model.h"
#include "align/score/input.h"

/* A step into a cell: the bead of `zh` x `en` units that ends there. */
typedef struct lattice_edge {
  uint16_t zh, en;
  float score;
} lattice_edge;

/*
 * The cells of the corridor with the steps into them that matter: steps
 * e^-LATTICE_PRUNE times less probable than the best one are dropped.
 */
typedef struct lattice {
  corridor corridor;
  uint32_t *first; /* number of the first step into each cell; cells + 1 */
  lattice_edge *edges;
  size_t n_edges, edges_capacity;
  double *forward; /* log of the sum over all paths into a cell */
  double *best;    /* score of the best path into it */
  uint16_t *via;   /* number of its last step; offset from `first` */
} lattice;

/*
 * Fill the lattice of an input whose corridor is set. Without `sums`, only the
 * best path is computed: each cell keeps the best step into it, and there is no
 * `forward`.
 */
ZHEN_CHECK zhen_status lattice_fill(lattice *l, const align_input *in,
                                    const score_model *m, bool sums);

/* Empty the lattice; keeps the corridor. */
void lattice_clear(lattice *l);

void lattice_dispose(lattice *l);

#endif
