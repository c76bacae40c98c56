/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/patch.h
 * What a reviewer decided about an alignment, as lines of text.
 *
 *     zpatch 1
 *     # a comment
 *     + TAB zh TAB en TAB words TAB words     these belong together, just so
 *     - TAB zh TAB en TAB words TAB words     these do not
 *
 * A side is named by its content: `zh` and `en` are the XXH64 of its text
 * without white space, in 16 hexadecimal digits, a colon, and how many bytes
 * that text has. Where it stands several times in its document, "@2/3" follows:
 * it is the second of three. A side that is empty is "-": the other one is
 * alone, or is not. What follows is for human readers.
 *
 * So a patch fits wherever its sentences stand, in a text that was changed or
 * split otherwise elsewhere, and lines of two reviewers can be merged. A line
 * that does not fit is told, never guessed at.
 */
#ifndef ZHEN_PATCH_H
#define ZHEN_PATCH_H

#include <zhen/align.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A patch, read from a file. */
typedef struct zhen_patch zhen_patch;

/**
 * Read a patch.
 *
 * @param[out] out  yours to free with zhen_patch_free()
 * @param path      "-" is standard input
 * @retval ZHEN_EINPUT  unreadable, no patch, or a line that is none of one;
 *                      the message names file and line
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_patch_read(zhen_patch **out,
                                                const char *path);

/** A line that does not fit. */
typedef struct zhen_misfit {
  size_t line;        /**< of the file, from 1 */
  const char *reason; /**< such as "its Chinese is not in this text" */
} zhen_misfit;

/** How a patch fits a document; all belongs to it. */
typedef struct zhen_fitting {
  zhen_constraint *constraints; /**< for zhen_align_options */
  size_t n_constraints;
  zhen_misfit *misfits; /**< in the order of the lines */
  size_t n_misfits;
} zhen_fitting;

/**
 * Find the sentences that the lines of a patch are about. Every line becomes a
 * constraint or a misfit; the constraints do not contradict each other.
 *
 * @param[out] out  yours to free with zhen_fitting_free()
 * @param max_bead  lines of more sentences on a side are misfits; 0: 8
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_patch_fit(zhen_fitting **out,
                                               const zhen_patch *patch,
                                               const zhen_sentences *zh,
                                               const zhen_sentences *en,
                                               uint32_t max_bead);

/** Free a fitting; NULL is fine. */
ZHEN_API void zhen_fitting_free(zhen_fitting *fitting);

/** Free a patch; NULL is fine. */
ZHEN_API void zhen_patch_free(zhen_patch *patch);

#ifdef __cplusplus
}
#endif
#endif
