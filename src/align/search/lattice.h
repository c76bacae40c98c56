/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lattice of beads in the corridor, and the best path through it.
 */
#ifndef ZHEN_ALIGN_SEARCH_LATTICE_H
#define ZHEN_ALIGN_SEARCH_LATTICE_H

#include "align/beads/alignment.h"
#include "align/corridor/corridor.h"
#include "align/score/token_scores.h"

/* One step into a cell: the bead of `zh` x `en` units that ends there. */
typedef struct lattice_edge {
  uint16_t zh, en;
  float score;
} lattice_edge;

/*
 * The cells of the corridor with the steps into them that matter: what is
 * e^-LATTICE_PRUNE times less probable than the best step is dropped.
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

/* What a document is searched by. */
typedef struct search_model {
  const align_params *p;
  uint32_t max_bead;
  bool quotes;               /* both sides have quotations */
  double usual_zh, usual_en; /* characters of a sentence */
  gains zh, en;
} search_model;

ZHEN_CHECK zhen_status search_model_make(search_model *m, const document *d,
                                         const align_params *p,
                                         uint32_t max_bead);

void search_model_dispose(search_model *m);

/*
 * Fill the lattice of a document, or a part of it; its corridor is given.
 * Without `sums` only the best path is looked for: each cell keeps the best
 * step into it, and there is no `forward`.
 */
ZHEN_CHECK zhen_status lattice_fill(lattice *l, const document *d,
                                    const search_model *m, bool sums);

/*
 * Where the best path runs along an edge of the corridor, open the corridor by
 * `radius` units around it, and say whether there was such a place.
 */
ZHEN_CHECK zhen_status lattice_widen(lattice *l, uint32_t radius,
                                     bool *touched);

/*
 * The best path as beads of sentences, all with score 1: beads that share a
 * sentence are joined.
 */
ZHEN_CHECK zhen_status lattice_beads(zhen_alignment **out, const lattice *l,
                                     const document *d);

/* Empty the lattice; the corridor stays. */
void lattice_clear(lattice *l);

void lattice_dispose(lattice *l);

#endif
