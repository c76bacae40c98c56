/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/eval.h
 * Evaluate an alignment: compare beads with gold beads.
 *
 * The definitions are those of Sennrich & Volk (2010, 2011), as other aligners
 * are scored by them. The beads of a document are a set; the order of the ids
 * within a bead matters; beads with two empty sides do not count.
 *
 * - Strict: the identical bead is in the other set.
 * - Lax: or a bead there holds a Chinese and an English sentence of this one.
 * - Precision is taken over all beads of the hypothesis, those with one empty
 *   side (null beads) included; recall, over the gold beads with two sides.
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
 * Read beads, one a line; empty lines are skipped. Each line may be
 *
 * - `[0, 1]:[2]`, then optionally `:` and a cost, which is 1 - score; a cost
 *   that is not a decimal number is ignored;
 * - a rung of hunalign's ladder: the Chinese and the English sentence where a
 *   bead begins, and its score, with tabs between; the last one is the end;
 * - a row of zhen's TSV: score in column 3, ids in columns 5 and 6;
 * - an object of zhen's JSONL: `zh_ids`, `en_ids`, optionally `score`.
 *
 * A score outside [0, 1] is no probability and counts as none.
 *
 * @param[out] out  free with zhen_beads_free()
 * @param path      file name, "-" for standard input
 * @retval ZHEN_EINPUT  unreadable, or a line is no bead; the message names it
 * @retval ZHEN_ELIMIT  over a limit of zhen_text_read()
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_beads_read(zhen_beads **out,
                                                const char *path);

/** Number of beads, empty and repeated ones included. */
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
  zhen_agreement nulls; /**< strict, of null beads alone */
  zhen_share
      shapes[ZHEN_EVAL_SHAPES_ROOM]; /**< strict recall by shape in the gold */
  zhen_score_bin scores[ZHEN_SCORE_BINS]; /**< of beads with two sides */
} zhen_eval;

/**
 * Add the counts of one document.
 *
 * @param merge  first merge adjacent beads of `hyp` that lie in the same gold
 *               bead, for gold that is coarser than sentences; the score of the
 *               merged bead is the lowest of its parts
 * @retval ZHEN_ENOMEM  out of memory; nothing was added
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_eval_add(zhen_eval *sum,
                                              const zhen_beads *gold,
                                              const zhen_beads *hyp,
                                              bool merge);

/** A share as a number in [0, 1]; 0 of none. */
ZHEN_API double zhen_share_value(zhen_share share);

/** F1, the harmonic mean of precision and recall; 0 if both are. */
ZHEN_API double zhen_agreement_f1(const zhen_agreement *a);

/**
 * The expected calibration error: by how much the mean score of a bin and its
 * share of right pairs differ, on the average over all pairs with a score.
 *
 * @param[out] pairs  how many there are; may be NULL
 * @return in [0, 1]; 0 if there is none
 */
ZHEN_API double zhen_eval_calibration(const zhen_eval *e, size_t *pairs);

#ifdef __cplusplus
}
#endif
#endif
