/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of manual pages share. */
#ifndef ZHEN_MARKUP_MAN_PAGE_H
#define ZHEN_MARKUP_MAN_PAGE_H

#include "markup/builder.h"
#include "markup/source_line.h"

/* The words of a request or macro. */
enum { MAN_WORDS = 32 };

typedef struct man_words {
  zhen_str at[MAN_WORDS]; /* parts of the text, without quotes */
  size_t count;
} man_words;

typedef struct man_page {
  zhen_str s;
  text_builder b;
  zhen_str name;     /* of what is described, by the first .Nm */
  bool lines;        /* each line is a paragraph: between .nf and .fi */
  bool tag;          /* the next line is a term of its own */
  bool title;        /* the next line is a title */
  bool close;        /* no space before the next word */
  const char *until; /* lines are dropped up to this one */
} man_page;

man_words man_read_words(zhen_str s, size_t at, size_t end);

/* Text with escapes: fonts are dropped, special characters are decoded. */
void man_put(man_page *m, zhen_str text);

/* A character that is not in the input, in front of `at`. */
void man_put_rune(man_page *m, uint32_t rune, const char *at);

/* A space, unless the line goes on without one. */
void man_space(man_page *m, const char *at);

/* A line of mdoc(7) with macros of text; false if it is none. */
bool man_put_mdoc(man_page *m, zhen_str macro, const man_words *words);

#endif
