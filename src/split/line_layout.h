/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of a text, and what is measured of them. */
#ifndef ZHEN_SPLIT_LINE_LAYOUT_H
#define ZHEN_SPLIT_LINE_LAYOUT_H

#include "split/words.h"
#include "text/utf8.h"

/* A header is short. */
enum { LONGEST_HEADER = 90 };

/* One line without surrounding white space; empty at the end. */
typedef struct line {
  size_t begin, end;
  uint32_t width;  /* columns, the indentation included */
  uint32_t indent; /* columns of leading white space */
  bool han;        /* mostly Chinese */
  bool page;       /* a form feed before it */
  bool margin;     /* among the first or last lines of a page */
} line;

typedef struct line_layout {
  zhen_str text;
  line *line;
  size_t count, capacity;
  uint32_t full[2]; /* columns of a full line, Latin and Chinese; 0: unknown */
  uint64_t *repeated; /* sorted hashes of lines, without their digits */
  size_t n_repeated;
  bool pages;        /* there are form feeds */
  bool indented;     /* the first line of a paragraph is */
  bool cut;          /* Chinese lines end anywhere: 20|24, and 。 begins one */
  bool spaced;       /* spaces between Chinese characters and Latin words */
  bool whole;        /* no word is broken: a hyphen at the end of a line is that
                        of a compound */
  latin_words words; /* empty if no line ends with a hyphen */
} line_layout;

#endif
