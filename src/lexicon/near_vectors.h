/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Near words: a vector for each Chinese word, character and English stem, so
 * that the sums of the words of two sentences that translate each other point
 * in the same direction, and others do not. For a batch of B rows with
 * normalized sums u and v, the vectors follow the gradient of
 *
 *   -1/2 sum over i of log softmax_j(T u_i v_j)[i] + log softmax_j(T u_j
 * v_i)[i]
 *
 * (the in-batch softmax of Henderson et al. 2017 in both directions, as Guo et
 * al. 2018 use it to find translations), by Adagrad (Duchi et al. 2011) with
 * one rate for each vector. Words of one meaning get vectors of one direction,
 * also if they never occurred together.
 *
 * The result does not depend on threads: a thread has rows, or a side, of its
 * own, and adds in the same order. Nor does it depend on the machine: there are
 * only operations that IEEE 754 defines exactly.
 */
#ifndef ZHEN_LEXICON_NEAR_VECTORS_H
#define ZHEN_LEXICON_NEAR_VECTORS_H

#include "base/progress.h"
#include "lexicon/near_rows.h"

enum { NEAR_DIM = 128 };

/* The vectors of a language. */
typedef struct embedding {
  float *at; /* NEAR_DIM for each feature */
  float *square;
  const uint32_t *seen;
  size_t count;
} embedding;

typedef struct near_vectors {
  embedding zh, en;
} near_vectors;

/* `rows` stay valid as long as the vectors do. */
ZHEN_CHECK zhen_status near_vectors_learn(near_vectors *v,
                                          const near_rows *rows,
                                          unsigned threads, progress *watched);

/* The normalized sum of Chinese features. */
void near_vectors_sum_zh(const near_vectors *v, const near_rows *rows,
                         const uint32_t *features, size_t n, float *sum);

/* Make a vector as long as 1; returns its length before. */
float near_normalize(float *vector);

void near_vectors_dispose(near_vectors *v);

#endif
