/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The character classes of the splitter. A character without a class is text.
 * All other properties come from utf8proc.
 */
#ifndef ZHEN_SPLIT_MARKS_H
#define ZHEN_SPLIT_MARKS_H

#include "text/utf8.h"

#include <stdint.h>

typedef enum mark {
  MARK_NONE,
  MARK_BREAK,         /* ends a line */
  MARK_STOP,          /* always ends a sentence: 。！？ */
  MARK_ASCII_STOP,    /* ! ? that may be part of a URL or a name */
  MARK_DOT,           /* . ．: a full stop, a point, or part of a word */
  MARK_ELLIPSIS,      /* … ⋯ */
  MARK_SEMICOLON,     /* ； ; */
  MARK_COMMA,         /* , : and others after which the sentence continues */
  MARK_OPEN_QUOTE,    /* “‘「『« */
  MARK_CLOSE_QUOTE,   /* ”’」』» */
  MARK_STRAIGHT,      /* " */
  MARK_TICK,          /* ' */
  MARK_OPEN_BRACKET,  /* （【〔[{ */
  MARK_CLOSE_BRACKET, /* ）】〕]} */
  MARK_OPEN_TITLE,    /* 《〈 */
  MARK_CLOSE_TITLE,   /* 》〉 */
  MARK_DASH,          /* — – - */
  MARK_CIRCLED        /* ①: a list label or a footnote */
} mark;

/* The blocks that contain marks, by character; from U+2000, U+3000, U+FF00. */
extern const unsigned char mark_ascii[0x80], mark_general[0x70];
extern const unsigned char mark_cjk[0x40], mark_forms[0x80];

/* The few in other blocks. */
mark mark_elsewhere(uint32_t rune);

static inline mark mark_of(uint32_t rune)
{
  if (rune < 0x80)
    return (mark)mark_ascii[rune];
  if (rune - 0x3400 < 0xCA00) /* ideographs, syllables, private use */
    return MARK_NONE;
  if (rune - 0x3000 < sizeof mark_cjk)
    return (mark)mark_cjk[rune - 0x3000];
  if (rune - 0xFF00 < sizeof mark_forms)
    return (mark)mark_forms[rune - 0xFF00];
  if (rune - 0x2000 < sizeof mark_general)
    return (mark)mark_general[rune - 0x2000];
  return mark_elsewhere(rune);
}

/* The opening mark for a closing one. */
uint32_t mark_opener(uint32_t closer);

static inline bool mark_opens(mark m)
{
  return m == MARK_OPEN_QUOTE || m == MARK_OPEN_BRACKET || m == MARK_OPEN_TITLE;
}

static inline bool mark_closes(mark m)
{
  return m == MARK_CLOSE_QUOTE || m == MARK_CLOSE_BRACKET ||
         m == MARK_CLOSE_TITLE;
}

/* Whether it may end a sentence. */
static inline bool mark_ends(mark m)
{
  return m >= MARK_STOP && m <= MARK_ELLIPSIS;
}

/*
 * Which bytes of the block at `block` may start a mark, the first one lowest;
 * commas and dashes need not be among them.
 */
enum { MARK_BLOCK = 64 };
uint64_t mark_find(zhen_str text, size_t block);

/* Of characters beyond ASCII. */
bool mark_is_letter(uint32_t rune);
bool mark_is_lower(uint32_t rune);

static inline bool rune_is_letter(uint32_t rune)
{
  return rune < 0x80 ? (rune | 0x20) - 'a' < 26 : mark_is_letter(rune);
}

static inline bool rune_is_lower(uint32_t rune)
{
  return rune < 0x80 ? rune - 'a' < 26 : mark_is_lower(rune);
}

/* 0-9, full-width ones too. */
static inline bool rune_is_digit(uint32_t rune)
{
  return rune - '0' < 10 || rune - 0xFF10 < 10;
}

/* A letter or digit. */
static inline bool rune_is_word(uint32_t rune)
{
  return rune_is_digit(rune) || rune_is_letter(rune);
}

/* rune_is_space(), fast for what is common. */
static inline bool mark_is_space(uint32_t rune)
{
  if (rune < 0x80)
    return rune == ' ' || rune - '\t' < 5;
  if (rune > 0x3000)
    return rune == 0xFEFF;
  return rune - 0x200C >= 0x1C /* … “ ” */ && rune_is_space(rune);
}

bool rune_is_emoji(uint32_t rune); /* and what modifies or joins emoji */
bool rune_is_note(uint32_t rune);  /* ¹ ² † ‡: marks of a footnote */

#endif
