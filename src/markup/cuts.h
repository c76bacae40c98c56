/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Markup is stripped by cuts: ranges of the text to remove, some with a
 * replacement. Readers collect cuts, in any order; one pass over the sorted
 * cuts produces the plain text. HTML within Markdown is cut by both readers.
 */
#ifndef ZHEN_MARKUP_CUTS_H
#define ZHEN_MARKUP_CUTS_H

#include "text/text.h"

/* The replacement of a cut, besides characters. */
enum {
  PUT_NOTHING = 0,
  PUT_FEEDS = 0x110000, /* its line feeds */
  PUT_JOIN,             /* a space, or nothing between wide characters */
  PUT_SPACE,            /* a space, unless there is one */
  PUT_BREAK,            /* a line break; two are an empty line */
  PUT_LINE,             /* the following text is on a line of its own */
  PUT_PARAGRAPH         /* the following text is a paragraph of its own */
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
  /* Cached: not closed in the rest, so no need to search again. */
  bool open_comment;
  bool keep_lines; /* each line is a paragraph; only inline Markdown */
  bool in_pre;     /* between lines of Markdown */
  bool in_table;   /* the same, after the rule of a table */
  bool titles;     /* keep those of front matter and directives, which a
                      bilingual text has in one language only */
  const struct md_names *names; /* of the definitions of Markdown */
  const size_t *directives;     /* their lines in Markdown, sorted */
  size_t n_directives;
  size_t list;          /* column of the text in the last Markdown list */
  size_t open_fence[2]; /* of ` and of ~: this long and longer; 0: none */
} cuts;

void cuts_add(cuts *c, size_t begin, size_t end, uint32_t put);

/*
 * Join two lines of a paragraph at `feed`, with the white space around it. In
 * HTML and Markdown a line break counts as a space, and Chinese characters have
 * no space between them; so it becomes a space, or nothing between two wide
 * characters, as in the draft CSS Text.
 */
void markup_join_lines(cuts *c, size_t feed);

/* The text without its cuts, which are freed in any event. */
ZHEN_CHECK zhen_status cuts_apply(zhen_text **out, const zhen_text *text,
                                  cuts *c);

/* The line at `at`, without its line feed. */
zhen_str markup_line(zhen_str s, size_t at);

#endif
