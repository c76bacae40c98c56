/* SPDX-License-Identifier: Apache-2.0 */
/* Phrases counted over a text of any size, in bounded memory. */
#ifndef ZHEN_TERMS_TABLE_H
#define ZHEN_TERMS_TABLE_H

#include "base/interner.h"
#include "terms/phrases.h"

/* The word that is beside a phrase most often, if one is nearly always (Boyer
   and Moore's vote). */
typedef struct neighbour {
  uint32_t word, votes;
} neighbour;

typedef struct term_count {
  zhen_str zh_key, key; /* of the table */
  uint32_t count, documents;
  uint64_t last;   /* document + 1 */
  uint32_t inside; /* not at the start of a sentence; and of these: */
  uint32_t nominal, capital, modifies; /* a content word follows */
  neighbour left, right, left_zh, right_zh;
  uint32_t zh_votes, en_votes; /* for `zh` and `en` as the way to write it */
  zhen_str zh, en;
  zhen_str zh_text, en_text; /* a pair with both; empty: too long, or rare */
} term_count;

typedef struct term_table {
  arena strings;
  interner names; /* zh_key, tab, key */
  term_count *at;
  size_t capacity;
  size_t most;      /* phrases before the rarest are dropped; 0: 2,000,000 */
  uint32_t dropped; /* phrases of this count or less may be missing */
} term_table;

ZHEN_CHECK zhen_status term_table_add(term_table *t, const phrase *p,
                                      const zhen_pair *pair, uint64_t document);
void term_table_dispose(term_table *t);

#endif
