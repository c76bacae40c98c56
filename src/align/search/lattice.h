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
 * Where Chinese and English sentences are unaligned at one place, the Chinese
 * ones come first, so that no alignment is counted twice: a Chinese null step
 * continues only paths that are open to it, whose last step is no English null
 * step.
 */
typedef enum path_kind { PATHS_OPEN, PATHS_ALL, PATH_KINDS } path_kind;

/*
 * The cells of the corridor with the steps into them that matter: steps
 * e^-prune times less probable (see params.h) than the best one are dropped.
 */
typedef struct lattice {
  corridor corridor;
  uint32_t *first; /* number of the first step into each cell; cells + 1 */
  lattice_edge *edges;
  size_t n_edges, edges_capacity;
  double near; /* of a lattice without sums: steps worse than the best one into
                  a cell by more than this are dropped; 0: all but the best */
  /* By kind, of the paths into a cell: log of their sum; score of the best one,
     and number of its last step, as offset from `first` */
  double *forward[PATH_KINDS];
  double *best[PATH_KINDS];
  uint16_t *via[PATH_KINDS];
} lattice;

/* A forced step (see lattice.c) is no null step. */
static inline bool is_null_step(const lattice_edge *e)
{
  return (e->zh == 0 || e->en == 0) && (double)e->score > IMPOSSIBLE / 2;
}

/* The paths that a step may continue. */
static inline path_kind step_source(const lattice_edge *e)
{
  return is_null_step(e) && e->en == 0 ? PATHS_OPEN : PATHS_ALL;
}

/* Are paths open after a step? */
static inline bool step_opens(const lattice_edge *e)
{
  return !is_null_step(e) || e->en == 0;
}

/*
 * Fill the lattice of an input whose corridor is set. Without `sums`, only the
 * best path is computed, and there is no `forward`.
 */
ZHEN_CHECK zhen_status lattice_fill(lattice *l, const align_input *in,
                                    const score_model *m, bool sums);

/* Empty the lattice; keeps the corridor and `near`. */
void lattice_clear(lattice *l);

void lattice_dispose(lattice *l);

#endif
