/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The index of the texts of a store: which documents may contain a text.
 *
 * Its terms are words, and pairs of Chinese characters that are neighbors; the
 * last character of a row of them is a term as well, so that each character
 * begins one. They are folded as in a search, except that variants of
 * characters remain: the query lists them, because they depend on the lexicon.
 *
 * The index is in parts, each of the documents whose keys are in a range, up
 * to those that are not indexed yet. A document that was removed stays in its
 * part; a new one gets a key after all of them. So what the index finds must
 * be looked at, and the documents after it must be searched.
 *
 * Table `indexed`: a part. first, end: the range of keys; documents: how many;
 * words: all words, each after a line feed and one more at the end.
 *
 * Table `term`: part (first), number of the term, and documents: their keys
 * minus `first`, then minus the one before, as varints.
 */
#ifndef ZHEN_STORE_INDEX_H
#define ZHEN_STORE_INDEX_H

#include "base/progress.h"
#include "store/sql.h"
#include "store/text_query.h"

/* Longer words, in bytes, are not terms: LONG_WORD is for all of them. */
enum { INDEX_WORD_MAX = 64 };

/* Keys of a part are fewer than this after its first one. */
#define INDEX_RANGE_MAX (INT64_C(1) << 26)

/* The number of a word is where it is in `words`; those of characters follow.
 */
#define INDEX_LONG_WORD INT64_C(-1)

static inline int64_t index_number(uint32_t first, uint32_t second)
{
  return (INT64_C(1) << 42) | (int64_t)first << 21 | second;
}

typedef enum term_kind { TERM_NONE, TERM_HAN, TERM_WORD } term_kind;

/* What a folded character belongs to; by fixed ranges, because an index is
   read by other versions of Unicode than it was written with. */
static inline term_kind term_kind_of(uint32_t rune)
{
  if (rune < 0x80)
    return (rune >= 'a' && rune <= 'z') || (rune >= '0' && rune <= '9')
               ? TERM_WORD
               : TERM_NONE;
  if (rune_is_han(rune))
    return TERM_HAN;
  if (rune < 0xC0 || (rune >= 0x2000 && rune < 0x2C00) ||
      (rune >= 0x3000 && rune < 0x3040) || rune_is_space(rune))
    return TERM_NONE;
  return TERM_WORD;
}

/* Index the documents after the index, in transactions of its own. */
ZHEN_CHECK zhen_status index_update(database *db, progress *watch);

/* Documents of a part, a bit for each key after `first`. */
typedef struct found_part {
  int64_t first, end;
  uint64_t *bits;
} found_part;

/* Documents that may contain a text; free them with index_found_dispose(). */
typedef struct found_documents {
  bool all; /* every one may */
  found_part *parts;
  size_t count, capacity;
  uint64_t documents; /* in the parts */
  int64_t rest;       /* from this key on they are not indexed */
} found_documents;

ZHEN_CHECK zhen_status index_find(database *db, const zhen_text_query *wanted,
                                  found_documents *out);
bool index_found_has(const found_documents *found, int64_t key);
void index_found_dispose(found_documents *found);

#endif
