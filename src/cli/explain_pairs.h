/* SPDX-License-Identifier: Apache-2.0 */
/* Explanations of the pairs of a parallel file, without their documents. */
#ifndef ZHEN_CLI_EXPLAIN_PAIRS_H
#define ZHEN_CLI_EXPLAIN_PAIRS_H

#include "cli/article_job.h"

/*
 * Explain the pairs on some lines of a file, in the order of the file, on
 * standard output: as text, or as a JSON object per line. An exit status; the
 * lines are cleared. `swap`: in TSV, English is the first column.
 */
int explain_pairs(const article_values *v, const char *path, bool swap,
                  size_t *lines, size_t count, bool json);

#endif
