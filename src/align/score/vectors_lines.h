/* SPDX-License-Identifier: Apache-2.0 */
/* Which row of a file of embeddings belongs to a sentence. */
#ifndef ZHEN_ALIGN_SCORE_VECTORS_LINES_H
#define ZHEN_ALIGN_SCORE_VECTORS_LINES_H

#include <zhen/split.h>

/* A sentence that has no row. */
#define ROW_NONE SIZE_MAX

/*
 * Find the line of each sentence in a file of lines, as vecalign's overlap.py
 * writes them: the sentences and runs of them, each cut after 10,000
 * characters, BLANK_LINE for an empty one.
 *
 * @param[out] rows    of each sentence; free it. ROW_NONE: an empty sentence
 *                     without a line
 * @param[out] n_lines of the file
 * @retval ZHEN_EINPUT  unreadable, or a sentence without a line
 */
ZHEN_CHECK zhen_status lines_to_rows(size_t **rows, size_t *n_lines,
                                     const char *path,
                                     const zhen_sentences *sentences);

#endif
