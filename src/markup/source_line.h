/* SPDX-License-Identifier: Apache-2.0 */
/* A line of a format in which indentation and the marks of lines matter. */
#ifndef ZHEN_MARKUP_SOURCE_LINE_H
#define ZHEN_MARKUP_SOURCE_LINE_H

#include "text/utf8.h"

typedef struct source_line {
  size_t at;     /* where it starts */
  size_t text;   /* its first byte that is not white space */
  size_t end;    /* after the last such byte; `text` if it is blank */
  size_t next;   /* where the next line starts; the length if there is none */
  size_t column; /* of `text`; tabs stop at every 8th */
} source_line;

source_line source_line_read(zhen_str s, size_t at);

static inline bool source_line_is_blank(const source_line *l)
{
  return l->text == l->end;
}

static inline zhen_str source_line_str(zhen_str s, const source_line *l)
{
  return str_part(s, l->text, l->end);
}

/* The next line that is not blank; a blank one at the end. */
source_line source_line_after_blanks(zhen_str s, size_t at);

/* Whether it consists of `least` or more of one ASCII mark. */
bool source_is_rule(zhen_str line, size_t least);

/* Columns of a string on a screen: ideographs have two. */
size_t source_width(zhen_str s);

/* The bytes of "1." "a)" "(2)" "#." and the space after them at the start of an
   item; 0 if there is none. */
size_t source_enumerator(zhen_str s);

#endif
