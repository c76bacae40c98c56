/* SPDX-License-Identifier: Apache-2.0 */
/* What readers of parallel files need beyond <zhen/pairs.h>. */
#ifndef ZHEN_PAIRS_PAIRS_H
#define ZHEN_PAIRS_PAIRS_H

#include "pairs/batch.h"

#include <zhen/pairs.h>

/*
 * The next pairs with two sides, about a mebibyte of them; none at the end.
 * Scores of a Moses set are not read. What a batch holds depends on the input
 * alone. Failures as of zhen_pairs_next().
 */
ZHEN_CHECK zhen_status pairs_next_batch(zhen_pairs *pairs, pair_batch *batch);

/*
 * The files that `path` of zhen_pairs_open() is the name of, to be freed by the
 * caller: its own and NULL, or the two of a prefix.
 */
ZHEN_CHECK zhen_status pairs_files(char **zh, char **en, const char *path);

#endif
