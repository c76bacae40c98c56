/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The classes of characters the splitter steers by. What is not in a class is
 * text. Everything else about a character is asked of utf8proc.
 */
#ifndef ZHEN_SPLIT_MARKS_H
#define ZHEN_SPLIT_MARKS_H

#include <stdbool.h>
#include <stdint.h>

typedef enum mark {
  MARK_NONE,
  MARK_BREAK,         /* ends a line */
  MARK_STOP,          /* ends a sentence wherever it stands: 。！？ */
  MARK_ASCII_STOP,    /* ! ? that may stand in a URL or a name */
  MARK_DOT,           /* . ．: a full stop, a point, or part of a word */
  MARK_ELLIPSIS,      /* … ⋯ */
  MARK_SEMICOLON,     /* ； ; */
  MARK_COMMA,         /* , : and others the sentence goes on after */
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

mark mark_of(uint32_t rune);

/* The opening mark that belongs to a closing one. */
uint32_t mark_opener(uint32_t closer);

bool mark_opens(mark m);
bool mark_closes(mark m);

/* Bytes at which the scanner must look; all others are stepped over. */
extern const bool mark_lead[256];

bool rune_is_letter(uint32_t rune);
bool rune_is_upper(uint32_t rune);
bool rune_is_lower(uint32_t rune);
bool rune_is_digit(uint32_t rune); /* 0-9, full-width ones too */
bool rune_is_word(uint32_t rune);  /* letter or digit */
bool rune_is_emoji(uint32_t rune); /* and what modifies or joins emoji */
bool rune_is_note(uint32_t rune);  /* ¹ ² † ‡: marks of a footnote */

#endif
