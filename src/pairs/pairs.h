/* SPDX-License-Identifier: Apache-2.0 */
/* What readers of parallel files need beyond <zhen/pairs.h>. */
#ifndef ZHEN_PAIRS_PAIRS_H
#define ZHEN_PAIRS_PAIRS_H

#include "pairs/names.h"
#include "pairs/units.h"

#include <zhen/pairs.h>

/*
 * The next pairs with two sides, about a mebibyte of them; none at the end.
 * Scores of a Moses set are not read. What a batch holds depends on the input
 * alone. Failures as of zhen_pairs_next().
 */
ZHEN_CHECK zhen_status pairs_next_batch(zhen_pairs *pairs, pair_batch *batch);

/*
 * The pairs of a text in memory, which is freed in any event; to be closed with
 * zhen_pairs_close().
 */
ZHEN_CHECK zhen_status pairs_open_text(zhen_pairs **out, zhen_text *text,
                                       zhen_format format);

/*
 * Whether a text is certainly a table of pairs: JSON lines, TSV with names of
 * columns, or CSV.
 */
bool pairs_are_in(zhen_str text, zhen_format *format);

#endif
