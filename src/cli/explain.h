/* SPDX-License-Identifier: Apache-2.0 */
/* Explanations as text and as JSON. */
#ifndef ZHEN_CLI_EXPLAIN_H
#define ZHEN_CLI_EXPLAIN_H

#include "cli/article_job.h"

#include <zhen/words.h>

/*
 * Explain a bead on standard output, as text or as one JSON object on a line.
 * `number` is the number of its row, the first being 1. The words of the
 * document are linked when `*words` is NULL; free it with zhen_words_free(). An
 * exit status.
 */
int explain_bead(const article_job *p, zhen_words **words, size_t number,
                 const zhen_bead *bead, bool json);

#endif
