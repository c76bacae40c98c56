/* SPDX-License-Identifier: Apache-2.0 */
/* The phrases of a pair that translate each other. */
#ifndef ZHEN_TERMS_PHRASES_H
#define ZHEN_TERMS_PHRASES_H

#include "base/buf.h"
#include "lexicon/english.h"
#include "lexicon/lexicon.h"

#include <zhen/words.h>

/* A phrase of both sides, and how its English words are used here. */
typedef struct phrase {
  zhen_str zh;     /* without white space between Chinese words */
  zhen_str zh_key; /* the same in simplified characters and lower case */
  zhen_str key;    /* the stems of the English words, with a space between */
  zhen_str en;     /* as written */
  bool initial;    /* it begins its sentence */
  bool nominal;    /* an article, a possessive or a preposition is before it */
  bool capital;    /* its words begin with capitals */
  uint32_t left, right; /* hashes of the content words beside it; 0: none */
  uint32_t left_zh, right_zh;
} phrase;

typedef zhen_status phrase_visit(void *context, const phrase *p);

/* Working memory; `{0}`, and `lexicon` and `english` are set. */
typedef struct phrase_reader {
  const zhen_lexicon *lexicon;
  english *english;
  struct phrase_word *zh, *en;
  size_t zh_capacity, en_capacity;
  buf stems; /* of the English words, one after another */
  buf text, folded, key;
} phrase_reader;

ZHEN_CHECK zhen_status phrases_of(phrase_reader *r, const zhen_pair *pair,
                                  const zhen_pair_words *words,
                                  phrase_visit *visit, void *context);
void phrase_reader_dispose(phrase_reader *r);

#endif
