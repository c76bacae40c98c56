/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What near words are learned from: rows of two bags of features, from parallel
 * text and from the head words of a lexicon with their translations. A feature
 * of the Chinese side is a word, or a character of one; of the English side, a
 * stem.
 */
#ifndef ZHEN_LEXICON_NEAR_ROWS_H
#define ZHEN_LEXICON_NEAR_ROWS_H

#include "lexicon/train_text.h"
#include "lexicon/word_pairs.h"

enum {
  NEAR_SOURCE_MAX = 30000, /* rows of a source; of a longer one, a sample */
  NEAR_RUN = 64            /* rows that stay together */
};

typedef struct near_row {
  size_t zh, en; /* first number of each bag */
  uint32_t n_zh, n_en;
} near_row;

typedef struct near_rows {
  vocabulary zh, en; /* features; a character is "+" and the character */
  uint32_t *numbers;
  size_t n_numbers, numbers_capacity;
  near_row *at;
  size_t count, capacity;
  uint32_t *zh_seen, *en_seen; /* rows with a feature */
} near_rows;

/* Rows of a text and of the translations in `pairs`, which are sorted. */
ZHEN_CHECK zhen_status near_rows_make(near_rows *r, const train_text *text,
                                      size_t n_sources,
                                      const word_pairs *pairs);

void near_rows_dispose(near_rows *r);

/* Features of a word, into `out`: the word itself, then its characters. */
enum { NEAR_FEATURES_MAX = 16 };
size_t near_features(const near_rows *r, zhen_str word,
                     uint32_t out[NEAR_FEATURES_MAX]);

#endif
