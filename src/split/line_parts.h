/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of lines. */
#ifndef ZHEN_SPLIT_LINE_PARTS_H
#define ZHEN_SPLIT_LINE_PARTS_H

#include "split/line_layout.h"

zhen_str line_str(const line_layout *p, const line *l);

/* The first and the last character; 0 of an empty line. */
uint32_t line_first(const line_layout *p, const line *l);
uint32_t line_last(const line_layout *p, const line *l);

/* Columns of a terminal. */
uint32_t line_columns(zhen_str s);
uint32_t line_rune_columns(uint32_t rune);

/* The same, fast for what is common. */
static inline uint32_t line_columns_of(uint32_t rune)
{
  if (rune - ' ' < 0x7F - ' ')
    return 1;
  return rune - 0x4E00 < 0x5200 ? 2 : line_rune_columns(rune);
}

/* What may not begin a line, in print. */
bool line_is_tail(uint32_t rune);

/* The same for "Chapter 3 · 41" and "Chapter 3 · 43". */
uint64_t line_header_hash(zhen_str s);
int line_compare_hashes(const void *a, const void *b);

bool line_ends_in_hyphen(const line_layout *p, const line *l);

/* The word at the end of a line, without its last hyphen. */
zhen_str line_word_before(const line_layout *p, const line *l);

/* Whether the text has the word of two halves elsewhere. */
bool line_knows_both(const line_layout *p, zhen_str left, const char *between,
                     zhen_str right);

#endif
