/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/eval.h
 * Evaluate an alignment: compare beads with gold beads.
 *
 * The definitions are those of Sennrich & Volk (2010, 2011), which are also
 * used to score other aligners. The beads of a document are a set. The order of
 * the ids within a bead matters. Beads with two empty sides are ignored.
 *
 * - Strict: a bead is right if the other set contains the identical bead.
 * - Lax: a bead is also right if a bead of the other set has a Chinese and an
 *   English sentence in common with it.
 * - Precision is the share of right beads in the hypothesis, including null
 *   beads (one empty side). Recall is the share of gold beads with two sides
 *   that are found.
 */
#ifndef ZHEN_EVAL_H
#define ZHEN_EVAL_H

#include <stdbool.h>
#include <stddef.h>
#include <zhen/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The beads of a file; immutable. */
typedef struct zhen_beads zhen_beads;

/**
 * Read beads, one per line; empty lines are skipped. A line is
 *
 * - `[0, 1]:[2]`, optionally with `:` and a cost, which is 1 - score; a cost
 *   that is not a number is ignored;
 * - a row of zhen's TSV: score in column 3, ids in columns 5 and 6; or
 * - an object of zhen's JSONL: `zh_ids`, `en_ids`, optionally `score`.
 *
 * A score outside [0, 1] is ignored, because it is not a probability.
 *
 * @param[out] out  free with zhen_beads_free()
 * @param path      file name, "-" for standard input
 * @retval ZHEN_EINPUT  unreadable, or a malformed line; the message names it
 * @retval ZHEN_ELIMIT  over a limit of zhen_text_read()
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_beads_read(zhen_beads **out,
                                                const char *path);

/** Number of beads, including empty and repeated ones. */
ZHEN_API size_t zhen_beads_count(const zhen_beads *beads);

/** Free beads; NULL is fine. */
ZHEN_API void zhen_beads_free(zhen_beads *beads);

/** A fraction. */
typedef struct zhen_share {
  size_t hits;
  size_t total;
} zhen_share;

/** Precision and recall of one kind of hit. */
typedef struct zhen_agreement {
  zhen_share precision;
  zhen_share recall;
} zhen_agreement;

/** Shapes of beads, Chinese sentences first. */
typedef enum zhen_eval_shape {
  ZHEN_EVAL_SHAPE_1_1,
  ZHEN_EVAL_SHAPE_1_2,
  ZHEN_EVAL_SHAPE_2_1,
  ZHEN_EVAL_SHAPE_N_M, /**< any other with two sides */
  ZHEN_EVAL_SHAPE_1_0,
  ZHEN_EVAL_SHAPE_0_1,
  ZHEN_EVAL_SHAPE_N_0, /**< two or more unaligned sentences */
  ZHEN_EVAL_SHAPE_0_N
} zhen_eval_shape;

enum {
  ZHEN_EVAL_SHAPES = ZHEN_EVAL_SHAPE_0_N + 1, /**< number of shapes */
  ZHEN_EVAL_SHAPES_ROOM = 16,                 /**< size of arrays by shape */
  ZHEN_SCORE_BINS = 10                        /**< tenths of [0, 1] */
};

/** The pairs of the hypothesis whose scores fall into one tenth. */
typedef struct zhen_score_bin {
  zhen_share right; /**< strict hits of the pairs */
  double score;     /**< sum of the scores */
} zhen_score_bin;

/** Counts, summed over documents; begin with all zero. */
typedef struct zhen_eval {
  zhen_agreement strict, lax;
  zhen_agreement nulls; /**< strict, null beads only */
  zhen_share
      shapes[ZHEN_EVAL_SHAPES_ROOM]; /**< strict recall by shape in the gold */
  zhen_score_bin scores[ZHEN_SCORE_BINS]; /**< of beads with two sides */
} zhen_eval;

/**
 * Add the counts of one document.
 *
 * @param merge  for gold that is coarser than sentences: first merge adjacent
 *               beads of `hyp` that are in the same gold bead. The score of a
 *               merged bead is the lowest score of its parts
 * @retval ZHEN_ENOMEM  out of memory; nothing was added
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_eval_add(zhen_eval *sum,
                                              const zhen_beads *gold,
                                              const zhen_beads *hyp,
                                              bool merge);

/** A share as a number in [0, 1]; 0 if the total is 0. */
ZHEN_API double zhen_share_value(zhen_share share);

/** F1, the harmonic mean of precision and recall; 0 if both are 0. */
ZHEN_API double zhen_agreement_f1(const zhen_agreement *a);

/**
 * The expected calibration error: the difference between the mean score of a
 * bin and its share of right pairs, averaged over all pairs with a score.
 *
 * @param[out] pairs  number of pairs with a score; may be NULL
 * @return in [0, 1]; 0 if there are no such pairs
 */
ZHEN_API double zhen_eval_calibration(const zhen_eval *e, size_t *pairs);

#ifdef __cplusplus
}
#endif
#endif
