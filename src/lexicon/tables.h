/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables beside the bytes of a lexicon, which make lookups fast: words by their
 * first two characters, stems by their first two letters, the simplified form
 * of each character, and what is known of frequent words. They are made when a
 * file is opened; those of the embedded lexicon when zhen is built
 * (tables_main.c).
 */
#ifndef ZHEN_LEXICON_TABLES_H
#define ZHEN_LEXICON_TABLES_H

#include "lexicon/lexicon.h"

/* Where the tables of a list are; see word_list. */
typedef struct list_tables {
  uint32_t starts, groups, seconds;
} list_tables;

/* The beginning of the tables; positions in bytes, from there on. */
typedef struct lexicon_tables {
  uint32_t size;
  uint32_t lexicon; /* FIELD_CHECK of the lexicon */
  list_tables zh, phrases;
  uint32_t stem_starts, folds;
  uint32_t slots, n_slots, en_classes, en_chances; /* see frequencies */
  float coverage;
} lexicon_tables;

/* Those of the lexicon in the program. */
extern const uint8_t zhen_lexicon_embedded_tables[];

/* Make the tables of a lexicon without any, and use them; they are freed with
   it. */
ZHEN_CHECK zhen_status lexicon_tables_make(zhen_lexicon *x);

/* Use tables that are there. */
void lexicon_tables_use(zhen_lexicon *x, const lexicon_tables *tables);

#endif
