/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Markup is taken away by cuts: ranges of the text to leave out, some with a
 * character in their place. The readers of HTML and Markdown only collect
 * cuts, in any order; one pass over the sorted cuts makes the plain text.
 */
#ifndef ZHEN_TEXT_MARKUP_CUTS_H
#define ZHEN_TEXT_MARKUP_CUTS_H

#include "text/text.h"

/* What stands in the place of a cut, besides characters. */
enum {
  PUT_NOTHING = 0,
  PUT_FEEDS = 0x110000, /* the line feeds that are in it */
  PUT_JOIN,             /* a space, or nothing between wide characters */
  PUT_BREAK,            /* a line break; two are an empty line */
  PUT_LINE,             /* what follows is on a line of its own */
  PUT_PARAGRAPH         /* what follows is a paragraph of its own */
};

typedef struct cut {
  size_t begin, end;
  uint32_t put;
} cut;

typedef struct cuts {
  zhen_str text;
  cut *at;
  size_t count, capacity;
  bool failed; /* out of memory: sticky */
  /* What is known not to be closed in the rest, so not to look again. */
  bool open_script;
  bool keep_lines;      /* a line is a paragraph, and Markdown in marks only */
  bool in_pre;          /* between lines of Markdown */
  size_t list;          /* column of text in the last list of Markdown */
  size_t open_fence[2]; /* of ` and of ~: this long and longer; 0: none */
} cuts;

void cuts_add(cuts *c, size_t begin, size_t end, uint32_t put);

/*
 * Join two lines of a paragraph at `feed`, with the white space around it. HTML
 * and Markdown take a line break for a space, and nobody writes a space between
 * Chinese characters; so it becomes a space, or nothing between two wide
 * characters, as browsers draft it (CSS Text).
 */
void markup_join_lines(cuts *c, size_t feed);

/* The line at `at`, without its line feed. */
zhen_str markup_line(zhen_str s, size_t at);

#endif
