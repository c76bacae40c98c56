/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Markup is taken away by cuts: ranges of the text to leave out, some with a
 * character in their place. The readers of HTML and Markdown only collect
 * cuts, in any order; one pass over the sorted cuts makes the plain text.
 */
#ifndef ZHEN_TEXT_MARKUP_H
#define ZHEN_TEXT_MARKUP_H

#include "text/text.h"

/* What stands in the place of a cut, besides characters. */
enum {
  PUT_NOTHING = 0,
  PUT_FEEDS = 0x110000, /* the line feeds that are in it */
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
  size_t open_fence[2]; /* of ` and of ~: this long and longer; 0: none */
} cuts;

void cuts_add(cuts *c, size_t begin, size_t end, uint32_t put);

/* `code`: text between backticks and fences is none of HTML's business. */
void markup_cut_html(cuts *c, unsigned kinds, bool code);

void markup_cut_markdown(cuts *c);

/* Emphasis, code, links and escapes in one paragraph [begin, end). */
void markup_cut_inline(cuts *c, size_t begin, size_t end);

/* Evidence, stronger than plain text ever gives by chance. */
bool markup_has_entities(zhen_str s);
bool markup_has_tags(zhen_str s);
bool markup_has_markdown(zhen_str s);

/* End of the tag or comment at `at`, which is a '<'; 0 if it is none. */
size_t markup_tag_end(zhen_str s, size_t at);

/* End of the code span whose backticks are at `at`, in the same paragraph; 0
 * if it is none. */
size_t markup_code_end(zhen_str s, size_t at, size_t end);

/* Length of the front matter at the front, 0 if there is none. */
size_t markup_front_matter(zhen_str s);

/* Whether all lines are keys with values, as in YAML. */
bool markup_is_yaml(zhen_str s);

/* A fence at the front of a line: its character and length, 0 if none. */
typedef struct fence {
  char mark;
  size_t len;
} fence;

fence markup_fence(zhen_str line);

/* Where the closing line of the fence on the line at `at` begins; 0 if none. */
size_t markup_fence_close(cuts *c, size_t at);

/* The line at `at`, without its line feed. */
zhen_str markup_line(zhen_str s, size_t at);

#endif
