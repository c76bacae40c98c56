/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of the lexicon, for tokens and training. */
#ifndef ZHEN_LEXICON_LEXICON_H
#define ZHEN_LEXICON_LEXICON_H

#include "base/mem.h"
#include "lexicon/format.h"

#include <zhen/lexicon.h>

/* A front-coded list of words. */
typedef struct word_list {
  const uint8_t *blocks; /* offsets of blocks, from `words` */
  const uint8_t *words;
  const uint8_t *end;
  uint32_t count;
  bool has_pairs;
  uint32_t *starts; /* by character of 3 bytes: the first block whose first word
                       starts with it or a later one; one more. NULL: none */
} word_list;

/* The start of a block of a list. */
static inline const uint8_t *word_list_block(const word_list *list,
                                             uint32_t block)
{
  return list->words + load32(list->blocks + 4 * (size_t)block);
}

/* A word that translates a term; the same word may occur more than once. */
typedef struct glossary_stem {
  const char *text;
  const struct glossary_stem *next;
} glossary_stem;

/* A term of a user's glossary, folded and tokenized like texts. */
typedef struct glossary_term {
  const char *zh; /* folded head word, UTF-8 */
  const glossary_stem *stems;
  uint32_t renderings; /* entries */
  bool passive;        /* in texts, the word of the lexicon is used */
} glossary_term;

/* Made at their first use; see frequency.h. */
struct lazy_frequencies;

struct zhen_lexicon {
  const uint8_t *bytes;
  size_t size;
  const void *mapping; /* to unmap; NULL for the embedded one */
  word_list en, zh, phrases;
  glossary_term *terms; /* sorted by zh, which is unique */
  size_t n_terms;
  arena strings; /* of the terms */
  struct lazy_frequencies *frequencies;
};

#define WORD_NONE UINT32_MAX

/* Whether it is of the version before phrases. */
static inline bool lexicon_is_first(const zhen_lexicon *lexicon)
{
  return memcmp(lexicon->bytes, LEXICON_MAGIC_1, MAGIC_BYTES) == 0;
}

/*
 * Check that all offsets, counts, words and numbers of a lexicon are such that
 * lookups stay inside its bytes and end; its sections fit already, and `en` and
 * the others are set. ZHEN_EINPUT with the first error, in `path`.
 */
ZHEN_CHECK zhen_status lexicon_check(const zhen_lexicon *lexicon,
                                     const char *path);

/* A field of the header. */
static inline uint32_t lexicon_field(const zhen_lexicon *lexicon,
                                     unsigned which)
{
  return load32(lexicon->bytes + MAGIC_BYTES + 4 * (size_t)which);
}

/* Number of a stem; WORD_NONE if the lexicon does not have it. */
uint32_t lexicon_stem(const zhen_lexicon *lexicon, zhen_str stem);

/* Stem number `id` into `out`, which has WORD_MAX + 1 bytes. */
void lexicon_stem_text(const zhen_lexicon *lexicon, uint32_t id, char *out);

/*
 * The longest head word that is a prefix of `text`: its bytes, 0 if there is
 * none; its translations in [*pairs, *end), for lexicon_pair().
 */
size_t lexicon_longest(const zhen_lexicon *lexicon, zhen_str text,
                       const uint8_t **pairs, const uint8_t **end);

/* The same among the phrases. */
size_t lexicon_longest_phrase(const zhen_lexicon *lexicon, zhen_str text,
                              const uint8_t **pairs, const uint8_t **end);

/*
 * The next translation or near word; false at the end. Start with *stem = 0.
 */
static inline bool lexicon_near(const uint8_t **pairs, const uint8_t *end,
                                uint32_t *stem, uint8_t *weight)
{
  if (*pairs >= end)
    return false;
  *stem += load_varint(pairs);
  *weight = *(*pairs)++;
  return true;
}

/* The next translation. */
static inline bool lexicon_pair(const uint8_t **pairs, const uint8_t *end,
                                uint32_t *stem, uint8_t *weight)
{
  while (lexicon_near(pairs, end, stem, weight))
    if (*weight >= WEIGHT_TRANSLATION)
      return true;
  return false;
}

/* The longest term that is a prefix of a text; NULL if there is none. */
const glossary_term *lexicon_term(const zhen_lexicon *lexicon, zhen_str text);

/* The simplified form of a character; itself if it has none. */
uint32_t lexicon_fold(const zhen_lexicon *lexicon, uint32_t rune);

/* Up to READINGS_MAX pinyin syllables of a character, NUL-terminated. */
size_t lexicon_readings(const zhen_lexicon *lexicon, uint32_t rune,
                        const char *readings[READINGS_MAX]);

/* Pinyin syllable number `i`; NULL past the last. */
const char *lexicon_syllable(const zhen_lexicon *lexicon, size_t i);

#endif
