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

/* The bytes of the input since the last copy, to the end of a unit. */
typedef struct pair_copy {
  zhen_str bytes;
  size_t unit;           /* what follows is dropped with the unit */
  size_t edit, edit_end; /* what a score replaces, if it `edits` */
  size_t lead, lead_end; /* what is put before a new one */
  uint32_t group;        /* of units that are in one; 0: none */
  bool edits, wrap;      /* for pairs_put_score() */
  bool pair, stays;      /* it is a pair; else whether `unit` stays */
  bool fill; /* after it: pairs_filler(), if no pair was kept since the last */
} pair_copy;

/* Before the first pair, if zhen_pairs_can_copy(): copy the input. */
void pairs_copy(zhen_pairs *pairs);

/* Whether the rows have unchanged lines. */
bool pairs_have_lines(const zhen_pairs *pairs);

/*
 * The next pair and its bytes, or bytes without a pair; at the end, `more` is
 * false, and the copy the rest of the file.
 */
ZHEN_CHECK zhen_status pairs_next_copy(zhen_pairs *pairs,
                                       const zhen_pair_row **row,
                                       pair_copy *copy, bool *more);

/* The text of a score in the format; negative: the name of its column. */
void pairs_put_score(const zhen_pairs *pairs, buf *out, double score,
                     bool fresh, bool wrap);

/* What keeps a file valid of which all units are dropped. */
const char *pairs_filler(const zhen_pairs *pairs);

/* The encoding of the file. */
const char *pairs_encoding(const zhen_pairs *pairs);

/*
 * The files that `path` of zhen_pairs_open() is the name of, to be freed by the
 * caller: its own and NULL, or the two of a prefix.
 */
ZHEN_CHECK zhen_status pairs_files(char **zh, char **en, const char *path);

#endif
