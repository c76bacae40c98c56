/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Chinese words of the lexicon: the text folded to simplified characters,
 * segmented into the fewest words of the lexicon and the glossary.
 */
#ifndef ZHEN_LEXICON_CHINESE_H
#define ZHEN_LEXICON_CHINESE_H

#include "lexicon/lexicon.h"

/* One word of a sentence. */
typedef struct chinese_word {
  zhen_str text; /* folded; borrowed from the segmenter, see below */
  uint32_t at;   /* number of its first character in the sentence */
  uint32_t n_chars;
  const uint8_t *pairs, *end; /* its translations; equal if it has none */
  const glossary_term *term;  /* not NULL: a term of the glossary */
} chinese_word;

/* Working memory, reused for all sentences; `{0}` is empty. */
typedef struct segmenter {
  const frequencies *frequencies; /* of the lexicon of the last sentence */
  bool without_frequencies; /* a known single character wins over equal cuts */
  char *folded; /* the sentence, folded, Latin letters in lower case */
  size_t folded_len, folded_capacity;
  uint32_t *runes;  /* its characters */
  uint32_t *offset; /* of each in `folded`, n_runes + 1 of them */
  uint32_t *source; /* of each in the sentence */
  size_t n_runes, runes_capacity;
  chinese_word *words;
  size_t n_words, words_capacity;
  chinese_word *phrases; /* of the lexicon that several words spell */
  size_t n_phrases, phrases_capacity;
  struct segment_step *steps;
  size_t steps_capacity;
} segmenter;

/* Segment a sentence; the words are valid until the next call. */
ZHEN_CHECK zhen_status segmenter_cut(segmenter *s, const zhen_lexicon *lexicon,
                                     zhen_str sentence);

void segmenter_dispose(segmenter *s);

#endif
