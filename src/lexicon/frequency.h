/* SPDX-License-Identifier: Apache-2.0 */
/* How frequent words are in general text; see frequency.inc. */
#ifndef ZHEN_LEXICON_FREQUENCY_H
#define ZHEN_LEXICON_FREQUENCY_H

#include "base/interner.h"
#include "lexicon/lexicon.h"

/* Base 2 logarithm of the frequency of words that are not in the table. */
#define BITS_RARE 16.0F

typedef struct frequencies {
  arena strings;
  interner zh, en;
  float *zh_bits;   /* of each word of `zh` */
  uint32_t *stems;  /* of each word of `en`: its number in the lexicon */
  float *en_bits;   /* of each stem of the lexicon */
  float *en_rate;   /* 2 to the power of minus that */
  float *en_chance; /* share of Chinese words that translate the stem */
} frequencies;

/* Those of the words of a lexicon, made when they are first asked for, by any
   thread. Borrowed from the lexicon. */
ZHEN_CHECK zhen_status lexicon_frequencies(const zhen_lexicon *lexicon,
                                           const frequencies **out);

/* For opening and closing a lexicon. */
ZHEN_CHECK zhen_status lazy_frequencies_new(struct lazy_frequencies **out);
void lazy_frequencies_free(struct lazy_frequencies *lazy);

/* The bits of a Chinese word, simplified. */
float frequency_zh(const frequencies *f, zhen_str word);

/* The number of a frequent stem in the lexicon; WORD_NONE: not frequent. */
uint32_t frequency_stem(const frequencies *f, zhen_str stem);

#endif
