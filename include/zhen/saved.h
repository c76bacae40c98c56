/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/saved.h
 * An alignment that was written as JSONL or TSV, read again.
 *
 * It holds pairs of texts and the numbers of their sentences. To explain it,
 * or to show it, the files it was made from are needed, too: they are the right
 * ones if the same texts stand at these numbers.
 */
#ifndef ZHEN_SAVED_H
#define ZHEN_SAVED_H

#include <zhen/write.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A row of it. */
typedef struct zhen_saved_row {
  size_t line;    /**< of the file, from 1 */
  zhen_bead bead; /**< an empty side stands behind what was there before */
  zhen_str zh, en;
} zhen_saved_row;

/** A saved alignment. */
typedef struct zhen_saved {
  const char *zh_file, *en_file; /**< the files it was made from; NULL: not told
                                      (TSV, or by an older version) */
  zhen_saved_row *rows;          /**< in order, none overlaps another */
  size_t count;
} zhen_saved;

/**
 * Read a saved alignment.
 *
 * @param[out] out  yours to free with zhen_saved_free()
 * @param path      JSONL or TSV of zhen align, packed or not; "-" is standard
 *                  input
 * @retval ZHEN_EINPUT  unreadable, empty, or a line that is no row, or in no
 *                      order; the message names file and line
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_saved_read(zhen_saved **out,
                                                const char *path);

/**
 * Put the beads of a saved alignment in the place of those of an alignment of
 * the same texts. Sentences that no row has are alone.
 *
 * @param a   changed only if all is well
 * @param zh  the sides of `a`
 * @retval ZHEN_EINPUT  these are not the texts it was made from; the message
 *                      names the line that does not fit
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_saved_apply(const zhen_saved *saved,
                                                 zhen_alignment *a,
                                                 const zhen_sentences *zh,
                                                 const zhen_sentences *en);

/** So many sentences for so many. */
typedef struct zhen_bead_shape {
  uint32_t zh, en;
  size_t count;
} zhen_bead_shape;

/** Neighbours without a counterpart, sentences [begin, end) of one side. */
typedef struct zhen_gap {
  bool is_en;
  uint32_t begin, end;
  size_t chars; /**< 0 if the file does not hold them */
} zhen_gap;

/** What an alignment is like. */
typedef struct zhen_saved_statistics {
  size_t pairs, zh_sentences, en_sentences;
  size_t zh_unaligned, en_unaligned;
  double mean;             /**< score of the pairs; 0 if there are none */
  size_t histogram[10];    /**< pairs by score; 1 belongs to the last */
  zhen_bead_shape *shapes; /**< the commonest first */
  size_t n_shapes;
  zhen_gap *gaps; /**< in order */
  size_t n_gaps;
} zhen_saved_statistics;

/**
 * Count what a saved alignment holds. Sentences that no row has are alone;
 * those behind the last row are not known of.
 *
 * @param[out] out  yours to free with zhen_saved_statistics_free()
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_saved_compute_statistics(
    zhen_saved_statistics **out, const zhen_saved *saved);

/** Free figures; NULL is fine. */
ZHEN_API void zhen_saved_statistics_free(zhen_saved_statistics *figures);

/** Free a saved alignment; NULL is fine. */
ZHEN_API void zhen_saved_free(zhen_saved *saved);

#ifdef __cplusplus
}
#endif
#endif
