/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The binary format of a lexicon, little-endian, used in place.
 *
 *   header     "zhenlex2", then HEADER_FIELDS of 4 bytes (enum below)
 *   folds      traditional char, simplified char: 2 + 2 bytes, sorted
 *   syllables  pinyin without tone, 8 bytes each, NUL-filled
 *   readings   char (2), then 4 syllable numbers (2 each; NONE at the end)
 *   en         stems in byte order; the number of a stem is its index
 *   zh         head words in byte order, each with its translations
 *   phrases    the same for names and terms that are no words of their own:
 *              they do not take part in segmentation
 *
 * `en`, `zh` and `phrases` are front-coded in blocks of BLOCK words: a table of
 * 4-byte offsets to the blocks, then the words, each as shared (1) bytes with
 * the previous word, rest (1) bytes, the rest itself, and for zh and phrases
 * the translations: size in bytes (varint), then for each stem number minus the
 * previous one (varint), weight (1): 255 is certain; below WEIGHT_TRANSLATION
 * the word is near, by an embedding: see near_vectors.h. "zhenlex1" of 0.1.0 is
 * read as well: it has no phrases, nor their fields. A search is a binary
 * search over blocks and at most BLOCK steps in one.
 */
#ifndef ZHEN_LEXICON_FORMAT_H
#define ZHEN_LEXICON_FORMAT_H

#include <stdint.h>
#include <string.h>

#define LEXICON_MAGIC "zhenlex2"
#define LEXICON_MAGIC_1 "zhenlex1"

enum {
  MAGIC_BYTES = 8,
  BLOCK = 8,
  WORD_MAX = 255,
  READINGS_MAX = 4,
  SYLLABLE_BYTES = 8,
  SYLLABLE_NONE = 0xFFFF,
  FOLD_BYTES = 4,
  READING_BYTES = 2 + 2 * READINGS_MAX
};

/* The least weight of a translation; dictionaries and training give more. */
enum { WEIGHT_TRANSLATION = 16 };

/* The fields of the header; offsets count from the start of the lexicon. */
enum {
  FIELD_SIZE,  /* of the whole, in bytes */
  FIELD_CHECK, /* low half of XXH3-64 of all that follows it */
  FIELD_FOLDS,
  FIELD_FOLDS_AT,
  FIELD_SYLLABLES,
  FIELD_SYLLABLES_AT,
  FIELD_READINGS,
  FIELD_READINGS_AT,
  FIELD_EN,
  FIELD_EN_AT,
  FIELD_ZH,
  FIELD_ZH_AT,
  FIELD_PAIRS, /* of words and of phrases */
  HEADER_FIELDS_1,
  FIELD_PHRASES = HEADER_FIELDS_1,
  FIELD_PHRASES_AT,
  HEADER_FIELDS
};

enum {
  HEADER_BYTES = MAGIC_BYTES + 4 * HEADER_FIELDS,
  HEADER_BYTES_1 = MAGIC_BYTES + 4 * HEADER_FIELDS_1,
  CHECKED_AT = MAGIC_BYTES + 4 * (FIELD_CHECK + 1)
};

static inline uint32_t load16(const uint8_t *p)
{
  return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static inline uint32_t load32(const uint8_t *p)
{
  return load16(p) | load16(p + 2) << 16;
}

static inline uint32_t load_varint(const uint8_t **p)
{
  uint32_t value = 0;
  unsigned shift = 0;

  do {
    value |= (uint32_t)(**p & 0x7F) << shift;
    shift += 7;
  } while (*(*p)++ & 0x80 && shift < 32);
  return value;
}

#endif
