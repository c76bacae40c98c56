/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs with a copy of their text. */
#ifndef ZHEN_PAIRS_BATCH_H
#define ZHEN_PAIRS_BATCH_H

#include "base/buf.h"

#include <zhen/text.h>

typedef struct text_pair {
  zhen_str zh, en;
  double score; /* probability; -1: not known */
  size_t line;
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

/* Set the pointers of the pairs, once the text does not move any more. */
void pair_batch_settle(pair_batch *batch);

void pair_batch_dispose(pair_batch *batch);

#endif
