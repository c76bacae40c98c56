/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The beads that end in a stretch of columns of a row, scored together: here
 * the search spends its time, and here the terms of a bead are added up.
 */
#ifndef ZHEN_ALIGN_SCORE_BEAD_SCORES_H
#define ZHEN_ALIGN_SCORE_BEAD_SCORES_H

#include "align/search/lattice.h"
#include "align/score/spans.h"
#include "align/score/vectors.h"

/* A bead that is not tried, a cell that is not reached: less than any other. */
#define BARRED (-1e30F)

/* The beads of a shape that end in columns [begin, end) of a chunk. */
typedef struct shape {
  uint32_t a, b, begin, end;
  float scores[CHUNK];
} shape;

typedef struct chunk {
  uint32_t low, n;                  /* its columns are low .. low + n - 1 */
  float from[A_MAX][CHUNK + B_MAX]; /* of row i - a, columns low - B_MAX .. */
  float ends[CHUNK];                /* end_term() of a bead */
  float zh_sums[CHUNK];             /* of the beads at hand: evidence */
  float fixed[CHUNK]; /* what does not depend on the Chinese side */
  float top[CHUNK];   /* the best of all steps */
  shape shapes[A_MAX * B_MAX];
  uint32_t n_shapes;
  uint8_t likely[CHUNK][A_MAX * B_MAX]; /* numbers of the shapes near the top */
  uint32_t n_likely[CHUNK];
} chunk;

typedef struct filler {
  lattice *l;
  const document *d;
  const align_params *p;
  const search_model *m;
  spans spans;
  double prune;
  const double *sum; /* what steps are compared by: `forward` or `best` */
  chunk *chunk;
  vector_rows *vectors; /* NULL if they say nothing */
  /* Sentences alone: before this row; before column j, n of them. */
  lattice_edge zh_nulls[NULL_MAX];
  unsigned n_zh_nulls;
  float *en_nulls; /* [j * NULL_MAX + n - 1] */
} filler;

/* What is known of a place where a bead ends. */
double end_term(const filler *f, uint32_t i, uint32_t j, bool null);

/*
 * Score the beads that end in the columns [low, high] of row i, CHUNK at most,
 * and note for each column those near the best one; row 0 has none.
 */
void score_chunk(filler *f, uint32_t i, uint32_t low, uint32_t high);

#endif
