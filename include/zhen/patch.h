/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/patch.h
 * The corrections of a reviewer, as lines of text.
 *
 *     zpatch 1
 *     # a comment
 *     + TAB zh TAB en TAB words TAB words     this pair must be a bead
 *     - TAB zh TAB en TAB words TAB words     this pair must not be a bead
 *
 * Each side is identified by its content: `zh` and `en` are the XXH64 of its
 * text without white space, in 16 hexadecimal digits, a colon, and the number
 * of bytes of that text. If the same text occurs several times in its document,
 * "@2/3" follows: the second of three. An empty side is "-": the other side
 * must be unaligned (or, in a line with -, must not be). The last two columns
 * are for human readers.
 *
 * So a patch applies wherever its sentences occur, even if other parts of the
 * text were edited or split differently. Patches of several reviewers can be
 * concatenated. A line that does not apply is reported.
 */
#ifndef ZHEN_PATCH_H
#define ZHEN_PATCH_H

#include <zhen/align.h>
#include <zhen/filter.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A patch, read from a file. */
typedef struct zhen_patch zhen_patch;

/**
 * Read a patch.
 *
 * @param[out] out  free with zhen_patch_free()
 * @param path      "-" is standard input
 * @retval ZHEN_EINPUT  unreadable, not a patch, or a malformed line; the
 *                      message names file and line
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_patch_read(zhen_patch **out,
                                                const char *path);

/** A line that does not apply. */
typedef struct zhen_misfit {
  size_t line;        /**< of the file, from 1 */
  const char *reason; /**< such as "its Chinese is not in this text" */
} zhen_misfit;

/** The constraints of a patch in one document; read-only for the caller. */
typedef struct zhen_fitting {
  zhen_constraint *constraints; /**< for zhen_align_options */
  size_t n_constraints;
  zhen_misfit *misfits; /**< in the order of the lines */
  size_t n_misfits;
} zhen_fitting;

/**
 * Find the sentences of a patch in a document. Every line becomes a constraint
 * or a misfit; the constraints do not contradict each other.
 *
 * @param[out] out  free with zhen_fitting_free()
 * @param max_bead  lines with more sentences on a side are misfits; 0:
 *                  #ZHEN_BEAD_MAX
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_patch_fit(zhen_fitting **out,
                                               const zhen_patch *patch,
                                               const zhen_sentences *zh,
                                               const zhen_sentences *en,
                                               uint32_t max_bead);

/**
 * Whether a line with - has the two texts of a pair, of a zhen_patch; wherever
 * they occur. The type is that of zhen_filter_stream_options.refuses.
 */
ZHEN_API bool zhen_patch_refuses(const void *patch, const zhen_pair *pair);

/** The number of lines with -. */
ZHEN_API size_t zhen_patch_refusals(const zhen_patch *patch);

/**
 * The number of lines with - for which no pair was passed to
 * zhen_patch_refuses().
 *
 * @param[out] line  the first of them, from 1; 0 if there is none
 */
ZHEN_API size_t zhen_patch_unseen(const zhen_patch *patch, size_t *line);

/** Free a fitting; NULL is fine. */
ZHEN_API void zhen_fitting_free(zhen_fitting *fitting);

/** Free a patch; NULL is fine. */
ZHEN_API void zhen_patch_free(zhen_patch *patch);

#ifdef __cplusplus
}
#endif
#endif
