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
  /*
   * Groups of words with the same first two characters, in order: by first
   * character from HEADS_FIRST on its first group, and one more; of each group
   * its place from `words`, and one more; its second character, 0 of the group
   * of the character alone. Words that begin with other characters, or whose
   * second one has 4 bytes, are in no group.
   */
  const uint32_t *starts;
  const uint32_t *groups;
  const uint16_t *seconds;
} word_list;

/* Characters of 3 bytes by which words are grouped: ideographs. */
enum { HEADS_FIRST = 0x3400, HEADS_END = 0xA000 };

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

/* Of the words of a lexicon, see frequency.h. */
typedef struct frequencies {
  const uint32_t *slots;   /* frequent Chinese words */
  uint32_t n_slots;        /* a power of 2 */
  const uint8_t *en_class; /* of each stem of the lexicon; 0: not frequent */
  const float *en_chance;  /* share of Chinese words that translate the stem, if
                              the frequent ones do */
  float coverage; /* share of the frequent Chinese words that the lexicon
                     translates */
} frequencies;

struct zhen_lexicon {
  const uint8_t *bytes;
  size_t size;
  const void *mapping; /* to unmap; NULL for the embedded one */
  word_list en, zh, phrases;
  glossary_term *terms; /* sorted by zh, which is unique */
  size_t n_terms;
  arena strings;               /* of the terms */
  const uint32_t *stem_starts; /* by stem_start(): the first block whose first
                                  stem starts so or later; one more */
  const uint16_t *folds;       /* by character of up to 3 bytes; 0: itself */
  frequencies frequencies;
  struct lexicon_tables *own_tables; /* NULL: of the embedded one */
};

/* The first two bytes of a stem; in the order of stems. */
enum { STEM_STARTS = 128 * 128 };

static inline uint32_t stem_start(zhen_str stem)
{
  uint32_t start = 0;

  for (size_t i = 0; i < 2; i++) {
    uint8_t byte = i < stem.len ? (uint8_t)stem.ptr[i] : 0;

    start = start * 128 + (byte < 128 ? byte : 127);
    if (byte >= 127) /* all of these are one */
      return i ? start : STEM_STARTS - 1;
  }
  return start;
}

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

/* Set `en` and the other lists of a lexicon whose sections fit. */
void lexicon_find_lists(zhen_lexicon *lexicon);

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

/* A word that a text begins with, and its translations in [pairs, end), for
   lexicon_pair(). */
typedef struct lexicon_prefix {
  size_t len; /* bytes */
  const uint8_t *pairs, *end;
} lexicon_prefix;

/* The words of `zh` or `phrases` that are prefixes of `text`, the longest
   first; returns how many, at most `capacity`. */
size_t lexicon_prefixes(const word_list *list, zhen_str text,
                        lexicon_prefix *out, size_t capacity);

/* The same by a search that needs no groups. */
size_t lexicon_search(const word_list *list, zhen_str text, lexicon_prefix *out,
                      size_t capacity);

/*
 * The longest head word that is a prefix of `text`: its bytes, 0 if there is
 * none; its translations in [*pairs, *end).
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
static inline uint32_t lexicon_fold(const zhen_lexicon *lexicon, uint32_t rune)
{
  return rune <= 0xFFFF && lexicon->folds[rune] ? lexicon->folds[rune] : rune;
}

/* Up to READINGS_MAX pinyin syllables of a character, NUL-terminated. */
size_t lexicon_readings(const zhen_lexicon *lexicon, uint32_t rune,
                        const char *readings[READINGS_MAX]);

/* Pinyin syllable number `i`; NULL past the last. */
const char *lexicon_syllable(const zhen_lexicon *lexicon, size_t i);

#endif
