/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the words of a digest say about each sentence of the other text, without
 * the document: which of them have a partner there, against their frequency in
 * general text, as a mean of log odds by their length and how rare they are.
 * That the sentence says more is nothing against it, and what all sentences of
 * an article share says less about any of them than the whole of a headline.
 */
#ifndef ZHEN_ALIGN_SCORE_DIGEST_SCORES_H
#define ZHEN_ALIGN_SCORE_DIGEST_SCORES_H

#include "align/score/input.h"

typedef struct digest_scores {
  bool zh;     /* the Chinese side is the digest */
  size_t n_en; /* sentences */
  float *at;   /* Chinese unit * n_en + English sentence: the mean of the
                  sentence of the unit */
} digest_scores;

/*
 * Those of an open document whose Chinese (`zh_is_digest`) or English side is a
 * digest; on up to this many threads. Close the result, also after a failure.
 */
ZHEN_CHECK zhen_status digest_scores_open(digest_scores **out,
                                          const document *d,
                                          const zhen_sentences *zh,
                                          const zhen_sentences *en,
                                          bool zh_is_digest, unsigned threads);

void digest_scores_free(digest_scores *x);

/*
 * The score of a bead of the a Chinese units before i and the b English ones
 * before j of an input that has them: of each sentence of the digest, with the
 * sentence of the other side that fits it best.
 */
double digest_score(const align_input *in, uint32_t i, uint32_t a, uint32_t j,
                    uint32_t b);

#endif
