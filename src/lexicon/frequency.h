/* SPDX-License-Identifier: Apache-2.0 */
/* How frequent words are in general text, and how often a translation has a
   partner for them; see frequency.inc. */
#ifndef ZHEN_LEXICON_FREQUENCY_H
#define ZHEN_LEXICON_FREQUENCY_H

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

/* How many slots for Chinese words there are. */
uint32_t frequency_slots(void);

/*
 * What is known of the words of a lexicon, whose words can be looked up, into
 * the tables of `frequencies`, which are empty; returns the coverage.
 */
float frequencies_find(const zhen_lexicon *lexicon, uint32_t *slots,
                       uint32_t n_slots, uint8_t *en_class, float *en_chance);

/* The class of a Chinese word, simplified; of a stem of the lexicon. */
const frequency_class *frequency_zh(const frequencies *f, zhen_str word);
const frequency_class *frequency_en(const frequencies *f, uint32_t stem);

/* 2 to the power of minus the bits. */
static inline float frequency_rate(const frequency_class *c)
{
  return ldexpf(1, -(int)c->bits);
}

#endif
