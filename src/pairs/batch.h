/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs with a copy of their text. */
#ifndef ZHEN_PAIRS_BATCH_H
#define ZHEN_PAIRS_BATCH_H

#include "base/buf.h"

#include <zhen/text.h>

/*
 * Where a unit is in the text of its file. `begin` is after the last byte that
 * stays when the unit is dropped, so white space before it is part of it.
 */
typedef struct unit_place {
  size_t begin, end;
  size_t edit, edit_end; /* what its score replaces, if it `edits` */
  size_t lead, lead_end; /* white space to put before a new score */
  uint32_t group; /* of pairs in one unit, which goes if all go; 0: none */
  bool edits;
  bool wrap;  /* for put_score() of the reader */
  bool stays; /* not a pair, and its unit must stay */
  bool part;  /* of the pair of another unit: a pair in a copy only */
  bool fill;  /* here units end, of which one must be left, if not `stays` */
} unit_place;

typedef struct text_pair {
  zhen_str zh, en;
  double score; /* probability; -1: not known */
  size_t line;
  unit_place place; /* of formats in units; else zero */
} text_pair;

/* `{0}` is an empty one; it is reused. */
typedef struct pair_batch {
  text_pair *at;
  size_t count, capacity;
  buf text; /* memory of the pairs */
} pair_batch;

/* A batch is full at this number of bytes. */
enum { PAIR_BATCH_BYTES = 1 << 20 };

/* Append a pair, trimmed; skipped if a side is empty. */
ZHEN_CHECK zhen_status pair_batch_add(pair_batch *batch, text_pair pair);

/* Append a pair as it is; with two empty sides, only its place counts. */
ZHEN_CHECK zhen_status pair_batch_append(pair_batch *batch, text_pair pair);

/* Set the pointers of the pairs, once the text does not move any more. */
void pair_batch_settle(pair_batch *batch);

void pair_batch_dispose(pair_batch *batch);

#endif
