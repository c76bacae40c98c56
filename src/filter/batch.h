/* SPDX-License-Identifier: Apache-2.0 */
/* A batch of the pairs of a file, kept in memory. */
#ifndef ZHEN_FILTER_BATCH_H
#define ZHEN_FILTER_BATCH_H

#include "base/buf.h"
#include "base/progress.h"

#include <zhen/pairs.h>

/* How much a batch has unless all pairs are wanted. */
enum { BATCH_PAIRS = 10000, BATCH_BYTES = 16 << 20 };

/* Where the texts of a pair are in `texts`. */
typedef struct batch_item {
  size_t raw, zh, en, end;
  size_t line;
} batch_item;

/* `{0}` is empty. */
typedef struct batch {
  buf texts;
  batch_item *items;
  zhen_pair *pairs;
  size_t count, items_capacity, pairs_capacity;
  bool more; /* the file may have more pairs */
} batch;

/* Read the next batch, or all pairs; `raw`: also their lines. */
ZHEN_CHECK zhen_status batch_read(batch *b, zhen_pairs *in, bool all, bool raw,
                                  progress *watched);

/* The unchanged line of a pair. */
zhen_str batch_raw(const batch *b, size_t i);

void batch_dispose(batch *b);

#endif
