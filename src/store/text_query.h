/* SPDX-License-Identifier: Apache-2.0 */
/* How texts are compared in a search, for the query and for the index. */
#ifndef ZHEN_STORE_TEXT_QUERY_H
#define ZHEN_STORE_TEXT_QUERY_H

#include "lexicon/lexicon.h"
#include "text/utf8.h"

#include <utf8proc.h>
#include <zhen/store.h>

struct zhen_text_query {
  const zhen_lexicon *lexicon;
  uint32_t *runes; /* folded */
  size_t count, capacity;
};

/* One case, one width; with a lexicon one variant of Chinese characters. */
static inline uint32_t text_fold(const zhen_lexicon *lexicon, uint32_t rune)
{
  if (rune >= 0xFF01 && rune <= 0xFF5E)
    rune -= 0xFEE0;
  if (rune < 0x80)
    return rune >= 'A' && rune <= 'Z' ? rune + 'a' - 'A' : rune;
  if (rune_is_han(rune))
    return lexicon ? lexicon_fold(lexicon, rune) : rune;
  return (uint32_t)utf8proc_tolower((utf8proc_int32_t)rune);
}

/* The next character, folded; a run of white space is one space. */
static inline uint32_t text_next(const zhen_lexicon *lexicon, zhen_str s,
                                 size_t *at)
{
  uint32_t rune = utf8_next(s, at);
  size_t size;

  if (!rune_is_space(rune))
    return text_fold(lexicon, rune);
  while (*at < s.len && rune_is_space(utf8_at(s, *at, &size)))
    *at += size;
  return ' ';
}

#endif
