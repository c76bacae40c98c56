/* SPDX-License-Identifier: Apache-2.0 */
/* A batch of the pairs of a file, kept in memory. */
#ifndef ZHEN_FILTER_BATCH_H
#define ZHEN_FILTER_BATCH_H

#include "base/buf.h"
#include "base/progress.h"
#include "pairs/pairs.h"

/* How much a batch has unless all pairs are wanted. */
enum { BATCH_PAIRS = 10000, BATCH_BYTES = 16 << 20 };

/* Where the texts of a pair are in `texts`. */
typedef struct batch_item {
  size_t raw, zh, en, end;
  size_t line;
} batch_item;

/* What is kept of the input. */
typedef enum batch_raw {
  BATCH_TEXT,  /* nothing */
  BATCH_LINES, /* the lines of the pairs */
  BATCH_COPY   /* all */
} batch_raw;

/* A part of the input; `pair` is the number of its pair, if it is one. */
typedef struct batch_copy {
  pair_copy copy;
  size_t begin; /* of its bytes in `texts` */
  size_t pair;
} batch_copy;

/* `{0}` is empty. */
typedef struct batch {
  buf texts;
  batch_item *items;
  zhen_pair *pairs;
  size_t count, items_capacity, pairs_capacity;
  batch_copy *copies;
  size_t n_copies, copies_capacity;
  bool more; /* the file may have more pairs */
} batch;

/* Read the next batch, or all pairs. */
ZHEN_CHECK zhen_status batch_read(batch *b, zhen_pairs *in, bool all,
                                  batch_raw raw, progress *watched);

/* The unchanged line of a pair. */
zhen_str batch_line(const batch *b, size_t i);

void batch_dispose(batch *b);

#endif
