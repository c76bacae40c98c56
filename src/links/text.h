/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs as words: where they are, and the types they are of. */
#ifndef ZHEN_LINKS_TEXT_H
#define ZHEN_LINKS_TEXT_H

#include "base/interner.h"
#include "base/mem.h"
#include "lexicon/chinese.h"
#include "lexicon/english.h"
#include "lexicon/number.h"
#include "links/renderings.h"

#include <zhen/words.h>

/* A word of the lexicon that translates a type, and how probably. */
typedef struct link_known {
  uint32_t stem;
  float weight;
} link_known;

enum { TYPE_STEMS = 4 };

typedef struct link_type {
  zhen_str text; /* folded: simplified, lower case, half-width */
  zhen_str stem; /* of its only word, if it has Latin letters; else the text */
  uint32_t stems[TYPE_STEMS]; /* en: of its words, in the lexicon */
  size_t n_stems;
  size_t known, n_known; /* zh: in `known` of the text, sorted by stem */
  const rendering *rows; /* zh: if it is frequent */
  size_t n_rows;
  float unlinked; /* how often it has no link in general text */
  uint32_t count; /* in all pairs */
  float share;    /* of the words of general text */
  bool mark;      /* neither letters nor digits */
  bool rare;      /* may be a name */
  bool is_number;
  number value;
} link_type;

typedef struct link_side {
  interner names;
  link_type *types;
  size_t types_capacity;
  uint32_t *words; /* the type of each word of all pairs */
  zhen_bytes *at;  /* and its bytes in the text of its pair */
  size_t n_words, words_capacity, at_capacity;
} link_side;

/* First words of a pair, and the first of its cells: zh word by en word. */
typedef struct link_pair {
  size_t zh, en, cell;
} link_pair;

typedef struct link_text {
  const zhen_lexicon *lexicon;
  arena strings;
  link_side zh, en;
  link_pair *pairs; /* one more than there are */
  size_t count;
  link_known *known;
  size_t n_known, known_capacity;
  bool given; /* words are between white space */
} link_text;

static inline size_t link_n_zh(const link_text *t, size_t pair)
{
  return t->pairs[pair + 1].zh - t->pairs[pair].zh;
}

static inline size_t link_n_en(const link_text *t, size_t pair)
{
  return t->pairs[pair + 1].en - t->pairs[pair].en;
}

static inline bool link_has_cells(const link_text *t, size_t pair)
{
  return t->pairs[pair + 1].cell > t->pairs[pair].cell;
}

ZHEN_CHECK zhen_status link_text_read(link_text *t, const zhen_lexicon *lexicon,
                                      const zhen_pair *pairs, size_t count,
                                      zhen_word_kind kind);
void link_text_dispose(link_text *t);

#endif
