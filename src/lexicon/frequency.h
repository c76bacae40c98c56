/* SPDX-License-Identifier: Apache-2.0 */
/* How frequent words are in general text, and how often a translation has a
   partner for them; see frequency.inc. */
#ifndef ZHEN_LEXICON_FREQUENCY_H
#define ZHEN_LEXICON_FREQUENCY_H

#include "base/interner.h"
#include "lexicon/lexicon.h"

#include <math.h>

/* Base 2 logarithm of the frequency of words that are not in the table. */
#define BITS_RARE 16.0F

/* Words that are equally frequent and equally often translated. */
typedef struct frequency_class {
  float bits;        /* the logarithm of their frequency, base 2, negated */
  float hit;         /* probability that a translation has a partner for one,
                        other than by chance; negative: not known */
  const char *words; /* with spaces between them */
} frequency_class;

typedef struct frequencies {
  arena strings;
  interner zh, en;
  uint8_t *zh_class; /* of each word of `zh` */
  uint32_t *stems;   /* of each word of `en`: its number in the lexicon */
  uint8_t *en_class; /* of each stem of the lexicon; 0: not frequent */
  float *en_chance;  /* share of Chinese words that translate the stem, if the
                        frequent ones do */
  float coverage;    /* share of the frequent Chinese words that the lexicon
                        translates */
} frequencies;

/* Those of the words of a lexicon, made when they are first asked for, by any
   thread. Borrowed from the lexicon. */
ZHEN_CHECK zhen_status lexicon_frequencies(const zhen_lexicon *lexicon,
                                           const frequencies **out);

/* For opening and closing a lexicon. */
ZHEN_CHECK zhen_status lazy_frequencies_new(struct lazy_frequencies **out);
void lazy_frequencies_free(struct lazy_frequencies *lazy);

/* The class of a Chinese word, simplified; of a stem of the lexicon. */
const frequency_class *frequency_zh(const frequencies *f, zhen_str word);
const frequency_class *frequency_en(const frequencies *f, uint32_t stem);

/* 2 to the power of minus the bits. */
static inline float frequency_rate(const frequency_class *c)
{
  return ldexpf(1, -(int)c->bits);
}

/* The number of a frequent stem in the lexicon; WORD_NONE: not frequent. */
uint32_t frequency_stem(const frequencies *f, zhen_str stem);

#endif
