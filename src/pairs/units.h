/* SPDX-License-Identifier: Apache-2.0 */
/* The pairs of formats in units, and copies of their files. */
#ifndef ZHEN_PAIRS_UNITS_H
#define ZHEN_PAIRS_UNITS_H

#include "pairs/batch.h"

#include <zhen/pairs.h>

/* Open the reader of a file whose format has one. */
ZHEN_CHECK zhen_status units_open(zhen_pairs *pairs);

/* The next pair. */
ZHEN_CHECK zhen_status units_next(zhen_pairs *pairs, bool *more);

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

#endif
