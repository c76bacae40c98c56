/* SPDX-License-Identifier: Apache-2.0 */
/* The content of dictionaries for a lexicon: glosses, folds, readings. */
#ifndef ZHEN_LEXICON_DICTIONARY_H
#define ZHEN_LEXICON_DICTIONARY_H

#include "base/mem.h"

#include <zhen/text.h>

/* One gloss of a head word, in input order. */
typedef struct gloss {
  const char *head; /* UTF-8, not yet folded */
  const char *text;
  uint32_t source; /* number of the dictionary */
  uint32_t order;
} gloss;

/* Something counted: a fold or a reading of a character. */
typedef struct char_fact {
  uint32_t rune;
  uint32_t value; /* simplified character, or number of a syllable */
  uint32_t count;
} char_fact;

typedef struct char_facts {
  char_fact *at;
  size_t count, capacity;
} char_facts;

typedef struct dictionary {
  arena strings;
  gloss *glosses;
  size_t n_glosses, capacity;
  char_facts folds, readings;
  char (*syllables)[8];
  size_t n_syllables, syllables_capacity;
} dictionary;

/* Read one file: CC-CEDICT as published, or head TAB gloss. */
ZHEN_CHECK zhen_status dictionary_read(dictionary *d, const char *path,
                                       uint32_t source);

/* Names of countries, languages and currencies, from ICU. */
ZHEN_CHECK zhen_status dictionary_add_names(dictionary *d, uint32_t source);

/* One gloss; heads without a Han character are skipped. */
ZHEN_CHECK zhen_status dictionary_add(dictionary *d, zhen_str head,
                                      zhen_str text, uint32_t source);

/* Keep the sure ones, sorted by character: one fold, up to four readings. */
void dictionary_settle(dictionary *d);

void dictionary_dispose(dictionary *d);

#endif
