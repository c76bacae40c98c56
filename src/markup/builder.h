/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The plain text of a text with markup under construction, with its map to the
 * input. Parts may be taken in any order. Running out of memory is sticky.
 */
#ifndef ZHEN_MARKUP_BUILDER_H
#define ZHEN_MARKUP_BUILDER_H

#include "text/text.h"

typedef struct text_builder {
  const zhen_text *in;
  zhen_text *out;
  size_t last;   /* byte of the input after the last character taken */
  size_t breaks; /* line feeds due before the next character */
  bool joins; /* white space, [join_begin, join_end) of the input text, is due
                 before the next character */
  bool fed;   /* it has a line feed: nothing between wide characters */
  size_t join_begin, join_end;
} text_builder;

ZHEN_CHECK zhen_status builder_begin(text_builder *b, const zhen_text *in);

/* The text, or the failure of any call before; the builder is empty then. */
ZHEN_CHECK zhen_status builder_end(text_builder *b, zhen_text **out);

/* Keep [begin, end) of the input text, with its line breaks. */
void builder_keep(text_builder *b, size_t begin, size_t end);

/*
 * Keep the words of [begin, end): white space becomes a space or, if there is a
 * line break in it, nothing between wide characters: Chinese has no spaces.
 */
void builder_words(text_builder *b, size_t begin, size_t end);

/* White space; `fed`: with a line break. */
void builder_space(text_builder *b, size_t begin, size_t end, bool fed);

/* A character in the place of [begin, end). */
void builder_put(text_builder *b, uint32_t rune, size_t begin, size_t end);

/* At least this many line feeds before the next character: 1 or 2. */
void builder_break(text_builder *b, size_t breaks);

#endif
