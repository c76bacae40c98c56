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

/* `{0}` is an empty one, to be filled again and again. */
typedef struct pair_batch {
  text_pair *at;
  size_t count, capacity;
  buf text; /* what the pairs point to */
} pair_batch;

/* A batch is full when it holds so many bytes. */
enum { PAIR_BATCH_BYTES = 1 << 20 };

/* Append a pair, trimmed; it is passed over if a side is empty. */
ZHEN_CHECK zhen_status pair_batch_add(pair_batch *batch, text_pair pair);

/* Let the pairs point to the text, which stays where it is now. */
void pair_batch_settle(pair_batch *batch);

void pair_batch_dispose(pair_batch *batch);

#endif
