/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sparse table of words that occur together in sentence pairs: a row for
 * each Chinese word, a cell for each English one that occurs with it often
 * enough and more often than by chance. The table has at most TRAIN_CELLS_MAX
 * cells, however long the text is: the rarest pairs are omitted.
 */
#ifndef ZHEN_LEXICON_TRAIN_TABLE_H
#define ZHEN_LEXICON_TRAIN_TABLE_H

#include "lexicon/train_text.h"

#include <stdatomic.h>

enum {
  TRAIN_MEET_MIN = 3,       /* pairs in which two words must occur */
  TRAIN_CELLS_MAX = 1 << 24 /* of 29 bytes */
};

/*
 * Sums of shares from any thread. They are integers, in units of TRAIN_UNIT, so
 * that the order of addition does not matter.
 */
typedef _Atomic uint64_t train_sum;

#define TRAIN_UNIT 0x1p-24

static inline void train_add(train_sum *sum, double share)
{
  atomic_fetch_add_explicit(sum, (uint64_t)(share / TRAIN_UNIT),
                            memory_order_relaxed);
}

/* Take the sum and reset it to 0. */
static inline double train_take(train_sum *sum)
{
  return (double)atomic_exchange_explicit(sum, 0, memory_order_relaxed) *
         TRAIN_UNIT;
}

/* The values of two words that occur together. */
typedef struct train_cell {
  float en_zh, zh_en;     /* t(e|z), t(z|e) */
  train_sum to_en, to_zh; /* counts of the present iteration */
} train_cell;

typedef struct train_table {
  double *weight; /* of a pair of each source */
  /* By word: number of pairs that contain it, unweighted and weighted. */
  _Atomic uint32_t *zh_pairs, *en_pairs;
  double *zh_seen, *en_seen;
  /* By cell. */
  size_t *row; /* first cell of a Chinese word; one more than words */
  size_t n_cells;
  uint32_t *en; /* ascending in a row */
  train_cell *cells;
  bool *known; /* the lexicon has the pair */
} train_table;

/*
 * A source with more sentence pairs than this weighs as much as one with this
 * many, so that laws do not decide what words mean in novels.
 */
enum { TRAIN_SOURCE_WEIGHT = 10000 };

/* Build the table of a text of `n_sources`; all t are 1. */
ZHEN_CHECK zhen_status train_table_make(train_table *t, const train_text *text,
                                        size_t n_sources, unsigned threads,
                                        progress *watched);

/*
 * The cell of two words; n_cells if there is none. The search starts at *from,
 * a cell of the row, and sets it to where the next greater word may be.
 */
size_t train_table_find(const train_table *t, uint32_t zh, uint32_t en,
                        size_t *from);

/* Drop the cells with both t below this; counts must be 0. */
void train_table_drop(train_table *t, size_t n_zh, float least);

void train_table_dispose(train_table *t);

#endif
