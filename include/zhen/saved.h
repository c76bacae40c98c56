/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/saved.h
 * Read an alignment back from JSONL or TSV.
 *
 * A saved alignment has texts and sentence numbers. To explain or display it,
 * its source files are needed as well; they are checked: the same texts must be
 * at the same numbers.
 */
#ifndef ZHEN_SAVED_H
#define ZHEN_SAVED_H

#include <zhen/write.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One row of a saved alignment. */
typedef struct zhen_saved_row {
  size_t line;    /**< of the file, from 1 */
  zhen_bead bead; /**< an empty range is at the end of the preceding bead */
  zhen_str zh, en;
} zhen_saved_row;

/** A saved alignment. */
typedef struct zhen_saved {
  const char *zh_file, *en_file; /**< the source files; NULL: unknown (TSV, or
                                    an older version) */
  zhen_saved_row *rows;          /**< in order, not overlapping */
  size_t count;
  double parallel; /**< of the texts; negative: unknown, like the files */
  zhen_relation relation; /**< if it is known */
} zhen_saved;

/**
 * Read a saved alignment.
 *
 * @param[out] out  free with zhen_saved_free()
 * @param path      JSONL or TSV of zhen align, may be compressed; "-" is
 *                  standard input
 * @retval ZHEN_EINPUT  unreadable, empty, a malformed line, or rows out of
 *                      order; the message names file and line
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_saved_read(zhen_saved **out,
                                                const char *path);

/**
 * Replace the beads of an alignment of the same texts by those of a saved one,
 * and how the texts are related, if that is known. Sentences that are in no row
 * become unaligned.
 *
 * @param a   changed only on success
 * @param zh  the sides of `a`
 * @retval ZHEN_EINPUT  the texts differ; the message names the line
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_saved_apply(const zhen_saved *saved,
                                                 zhen_alignment *a,
                                                 const zhen_sentences *zh,
                                                 const zhen_sentences *en);

/** How many beads have a shape. */
typedef struct zhen_bead_shape {
  uint32_t zh, en;
  size_t count;
} zhen_bead_shape;

/** Adjacent unaligned sentences [begin, end) of one side. */
typedef struct zhen_gap {
  bool is_en;
  uint32_t begin, end;
  size_t chars; /**< 0 if the file does not have their text */
} zhen_gap;

/** Statistics of an alignment; read-only for the caller. */
typedef struct zhen_saved_statistics {
  size_t pairs, zh_sentences, en_sentences;
  size_t zh_unaligned, en_unaligned;
  double mean;             /**< score of the pairs; 0 if there is none */
  size_t histogram[10];    /**< pairs by score; 1 belongs to the last */
  zhen_bead_shape *shapes; /**< by descending count */
  size_t n_shapes;
  zhen_gap *gaps; /**< in order */
  size_t n_gaps;
} zhen_saved_statistics;

/**
 * Compute statistics of a saved alignment. Sentences that are in no row count
 * as unaligned; sentences after the last row are unknown.
 *
 * @param[out] out  free with zhen_saved_statistics_free()
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_saved_compute_statistics(
    zhen_saved_statistics **out, const zhen_saved *saved);

/** Free statistics; NULL is fine. */
ZHEN_API void zhen_saved_statistics_free(zhen_saved_statistics *statistics);

/** Free a saved alignment; NULL is fine. */
ZHEN_API void zhen_saved_free(zhen_saved *saved);

#ifdef __cplusplus
}
#endif
#endif
