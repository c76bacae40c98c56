/* SPDX-License-Identifier: Apache-2.0 */
/*
 * English words of the lexicon: lower case, without accents, irregular forms
 * folded (went -> go), then stemmed by Snowball's English stemmer (Porter 2).
 * "don't" is "do" and "not"; "Alibaba's" is "alibaba".
 */
#ifndef ZHEN_LEXICON_ENGLISH_H
#define ZHEN_LEXICON_ENGLISH_H

#include <zhen/text.h>

typedef struct english english;

enum { STEM_MAX = 63 };

/* One word of a text. */
typedef struct english_word {
  char stem[STEM_MAX + 1]; /* NUL-terminated */
  char form[STEM_MAX + 1]; /* lower case, unstemmed: for names */
  size_t begin, end;       /* bytes of the text */
  bool capital;            /* starts with a capital letter */
  bool has_digit;
  uint32_t *note; /* what the caller noted of this stem, 0 of a new one; valid
                     until the next word. NULL: it is long */
} english_word;

ZHEN_CHECK zhen_status english_open(english **out);
void english_close(english *e);

/* The next word at or after *at; false at the end. */
bool english_next(english *e, zhen_str text, size_t *at, english_word *word);

/* Function words that carry no meaning in a gloss: "to", "the", "sth". */
bool english_is_filler(const char *stem);

#endif
