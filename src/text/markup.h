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

/* `code`: text between backticks and fences is none of HTML's business. */
void markup_cut_html(cuts *c, unsigned kinds, bool code);

void markup_cut_markdown(cuts *c);

/* Emphasis, code, links and escapes in one paragraph [begin, end). */
void markup_cut_inline(cuts *c, size_t begin, size_t end);

/* Take the line break at `feed` away, with the white space around it. */
void markup_join_lines(cuts *c, size_t feed);

/* Whether nothing stands for a line break between these characters. */
bool markup_joins_wide(uint32_t before, uint32_t after);

/* Whether a paragraph of Markdown goes on from a line to the next one. */
bool markup_md_goes_on(zhen_str line, zhen_str next);

/*
 * Whether a paragraph that begins with `line` is indented like code. `list` is
 * kept from paragraph to paragraph: the column of text in the last list.
 */
bool markup_md_is_code(zhen_str line, size_t *list);

/* Whether a text is in paragraphs at all, with empty lines between them. */
bool markup_md_has_paragraphs(zhen_str s);

/* Length of the mark at the front of a line: heading, quote, bullet. */
size_t markup_md_block_mark(zhen_str s);

/* Whether there is a tag at `at` that begins or ends a line or a cell. */
bool markup_is_block_tag(zhen_str s, size_t at);

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
