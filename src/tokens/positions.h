/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The positions of tokens. The document has the tokens of each unit, but not
 * their positions: only explanations need these, and find them again here.
 */
#ifndef ZHEN_TOKENS_POSITIONS_H
#define ZHEN_TOKENS_POSITIONS_H

#include "tokens/document.h"

typedef struct token_position {
  uint32_t unit, type;
  size_t begin, end; /* bytes of the sentence */
  double value;      /* of a number */
  size_t number;     /* in the order found */
  uint32_t rank;     /* of names: their order comes first */
} token_position;

/* Reads sentences; a new one is `{0}` except for the document. */
typedef struct position_finder {
  const document *d;
  english *english;
  segmenter segmenter;
  size_t word, rune;       /* of the segmenter: the first ones of the clause */
  name_list names;         /* read at a character */
  struct foreign *foreign; /* names of the clause */
  size_t n_foreign, foreign_capacity;
  token_position *at; /* by unit and type: of the sentence read last, whose
                      number is below + 1 */
  size_t count, capacity;
  uint32_t last;
} position_finder;

/* Find the tokens of a sentence; a finder is for one of the sides. */
ZHEN_CHECK zhen_status positions_zh(position_finder *f,
                                    const zhen_sentences *zh,
                                    uint32_t sentence);
ZHEN_CHECK zhen_status positions_en(position_finder *f,
                                    const zhen_sentences *en,
                                    uint32_t sentence);

/* The first position found for a token; NULL if there is none. */
const token_position *positions_first(const position_finder *f,
                                      uint32_t unit_number, uint32_t type);

void positions_dispose(position_finder *f);

#endif
