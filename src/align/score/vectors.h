/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentence embeddings as a term. The sides of a bead are the sums of the
 * vectors of their sentences, a clause counting for its share of a sentence,
 * and the cosine c of the two sums adds
 *
 *   log P(c | translations) / P(c | chance) = (m1 - m0) / s^2 (c - (m0 + m1)/2)
 *
 * with both normal and with the same standard deviation s; they are fitted to
 * the document in learn/fit_vectors.h.
 */
#ifndef ZHEN_ALIGN_SCORE_VECTORS_H
#define ZHEN_ALIGN_SCORE_VECTORS_H

#include "align/corridor/corridor.h"
#include "align/score/spans.h"

typedef struct vectors {
  size_t dim, n_units, n_en; /* Chinese units, English sentences */
  float *zh, *en;            /* of sentences; of length 1, or all 0 */
  uint32_t *zh_of;           /* sentence of each Chinese unit */
  float *share;         /* share of its sentence that each Chinese unit is */
  float *en_norms;      /* of the sum of the b from j on: j * B_MAX + b - 1 */
  double slope, middle; /* of the term; slope 0: no effect */
  double most;          /* limit of the term, in both directions */
} vectors;

/*
 * The vectors of an open document. ZHEN_EUSAGE unless there is one for each
 * sentence, of equal dimension on both sides.
 */
ZHEN_CHECK zhen_status vectors_open(vectors **out, const document *d,
                                    const zhen_embeddings *zh,
                                    const zhen_embeddings *en);

void vectors_free(vectors *v);

/* The cosine of Chinese units [zh, zh_end) and English ones [en, en_end). */
double vectors_cosine(const vectors *v, uint32_t zh, uint32_t zh_end,
                      uint32_t en, uint32_t en_end);

/* The term of a bead of units [zh, zh_end) and [en, en_end) of the document. */
double vectors_term(const vectors *v, uint32_t zh, uint32_t zh_end, uint32_t en,
                    uint32_t en_end);

/*
 * The same for many beads that end with one Chinese unit: for each of the last
 * units, the sums of its products with the English sentences before each
 * column.
 */
typedef struct vector_rows {
  struct {
    float *sums;
    size_t capacity;
    uint32_t low;
  } rows[A_MAX];      /* unit u is in u % A_MAX */
  float norms[A_MAX]; /* of the sum of the last a units; a - 1 */
  float *sum;         /* the sum itself */
} vector_rows;

/* Go to row i of an input that has vectors; like spans_row(). */
ZHEN_CHECK zhen_status vector_rows_go(vector_rows *r, const align_input *in,
                                      const corridor *c, uint32_t i,
                                      uint32_t most);

/*
 * Add the term to the scores of the beads a x b that end in columns [begin,
 * end); scores are indexed from `begin`.
 */
void vector_rows_add(const vector_rows *r, const align_input *in, uint32_t i,
                     uint32_t a, uint32_t b, uint32_t begin, uint32_t end,
                     float *scores);

void vector_rows_dispose(vector_rows *r);

#endif
