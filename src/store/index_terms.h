/* SPDX-License-Identifier: Apache-2.0 */
/* The terms of a part of the index, numbered as they occur. */
#ifndef ZHEN_STORE_INDEX_TERMS_H
#define ZHEN_STORE_INDEX_TERMS_H

#include "base/mem.h"

#include <stdint.h>

/* Up to eight bytes of a word are a key of their own, as is a pair of
   characters; longer words have a hash. */
typedef enum index_key { KEY_SHORT, KEY_LONG, KEY_HAN } index_key;

typedef struct index_slot {
  uint64_t key;
  uint32_t number; /* + 1; 0 is empty */
  uint32_t kind;
} index_slot;

/* `{0}` is empty. */
typedef struct index_terms {
  index_slot *slots;
  size_t n_slots, count;
  zhen_str *longer; /* long words by number */
  size_t capacity;
  arena strings;
} index_terms;

/* The number of a word, or of a pair of characters; new ones are added. */
ZHEN_CHECK zhen_status index_terms_word(index_terms *t, zhen_str word,
                                        uint32_t *number);
ZHEN_CHECK zhen_status index_terms_han(index_terms *t, uint32_t first,
                                       uint32_t second, uint32_t *number);

/* A term; `word` is set for long words only. */
typedef struct index_term {
  uint32_t number, count;
  index_key kind;
  uint64_t key;
  zhen_str word;
} index_term;

/* All terms in order: short words, long words, pairs; `count` is 0. Free it. */
ZHEN_CHECK zhen_status index_terms_list(const index_terms *t, index_term **out);

/* The bytes of a short word; their number. */
size_t index_short_word(uint64_t key, char bytes[8]);

void index_terms_dispose(index_terms *t);

#endif
