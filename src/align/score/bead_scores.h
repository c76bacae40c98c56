/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The scores of beads: the terms of terms.h summed up, optimized. Beads that
 * end in a chunk of columns of a row are scored together; the search spends
 * most of its time here.
 */
#ifndef ZHEN_ALIGN_SCORE_BEAD_SCORES_H
#define ZHEN_ALIGN_SCORE_BEAD_SCORES_H

#include "align/score/spans.h"
#include "align/score/vectors.h"

/* The beads of a shape that end in columns [begin, end) of a chunk. */
typedef struct shape {
  uint32_t a, b, begin, end;
  float scores[CHUNK];
} shape;

typedef struct chunk {
  uint32_t low, n;                  /* its columns are low .. low + n - 1 */
  uint32_t n_sources;               /* rows that a bead may come from */
  float from[A_MAX][CHUNK + B_MAX]; /* of row i - a, columns low - B_MAX .. */
  float ends[CHUNK];                /* end_score() of a bead */
  float zh_sums[CHUNK]; /* of the Chinese tokens of the current beads */
  float fixed[CHUNK];   /* what does not depend on the Chinese side */
  float top[CHUNK];     /* the best of all steps */
  shape shapes[A_MAX * B_MAX];
  uint32_t n_shapes;
  uint8_t likely[CHUNK][A_MAX * B_MAX]; /* numbers of the shapes near the top */
  uint32_t n_likely[CHUNK];
} chunk;

/* Scores the beads of an input in a corridor, row by row. */
typedef struct bead_scorer {
  const align_input *in;
  const document *d;
  const align_params *p;
  const score_model *m;
  const corridor *corridor;
  const double *sum; /* by cell: what steps are compared by */
  double prune; /* beads worse than the best one into a cell by more than this
                   are dropped */
  spans spans;
  chunk *chunk;
  vector_rows vectors;
  bool has_vectors; /* and they are informative */
  bool has_rare_terms;
  float weight_zh, weight_en; /* of tokens */
} bead_scorer;

/* Keeps references to its arguments. */
ZHEN_CHECK zhen_status bead_scorer_open(bead_scorer *f, const align_input *in,
                                        const score_model *m, const corridor *c,
                                        const double *sum, double prune);

/* Go to row i, which is not 0; rows are visited in order. */
ZHEN_CHECK zhen_status bead_scorer_row(bead_scorer *f, uint32_t i);

/*
 * Score the beads that end in the columns [low, high] of row i, at most CHUNK,
 * and record for each column those close to the best one; row 0 has none.
 */
void score_chunk(bead_scorer *f, uint32_t i, uint32_t low, uint32_t high);

/* The terms of the node where a bead ends. */
double end_score(const bead_scorer *f, uint32_t i, uint32_t j, bool null);

/* The score of n unaligned sentences, the units [begin, end) of a side. */
float null_score(const bead_scorer *f, bool zh, uint32_t begin, uint32_t end,
                 unsigned n);

void bead_scorer_close(bead_scorer *f);

#endif
