/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The character classes of the splitter. A character without a class is text.
 * All other properties come from utf8proc.
 */
#ifndef ZHEN_SPLIT_MARKS_H
#define ZHEN_SPLIT_MARKS_H

#include <stdbool.h>
#include <stdint.h>
#include <zhen/text.h>

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
  if (rune - 0x3000 < sizeof mark_cjk)
    return (mark)mark_cjk[rune - 0x3000];
  if (rune - 0xFF00 < sizeof mark_forms)
    return (mark)mark_forms[rune - 0xFF00];
  if (rune - 0x2000 < sizeof mark_general)
    return (mark)mark_general[rune - 0x2000];
  if (rune - 0x3400 < 0xCA00) /* ideographs, syllables, private use */
    return MARK_NONE;
  return mark_elsewhere(rune);
}

/* The opening mark for a closing one. */
uint32_t mark_opener(uint32_t closer);

bool mark_opens(mark m);
bool mark_closes(mark m);
bool mark_ends(mark m); /* a sentence, perhaps */

/*
 * Which bytes of the block at `block` may start a mark, the first one lowest;
 * commas and dashes need not be among them.
 */
enum { MARK_BLOCK = 64 };
uint64_t mark_find(zhen_str text, size_t block);

bool rune_is_letter(uint32_t rune);
bool rune_is_lower(uint32_t rune);
bool rune_is_digit(uint32_t rune); /* 0-9, full-width ones too */
bool rune_is_word(uint32_t rune);  /* letter or digit */
bool rune_is_emoji(uint32_t rune); /* and what modifies or joins emoji */
bool rune_is_note(uint32_t rune);  /* ¹ ² † ‡: marks of a footnote */

#endif
