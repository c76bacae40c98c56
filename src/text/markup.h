/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Markup is stripped by cuts: ranges of the text to remove, some with a
 * replacement. The readers of HTML and Markdown only collect cuts, in any
 * order; one pass over the sorted cuts produces the plain text.
 */
#ifndef ZHEN_TEXT_MARKUP_H
#define ZHEN_TEXT_MARKUP_H

#include "text/text.h"

/* The replacement of a cut, besides characters. */
enum {
  PUT_NOTHING = 0,
  PUT_FEEDS = 0x110000, /* its line feeds */
  PUT_JOIN,             /* a space, or nothing between wide characters */
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
  bool open_script;
  bool keep_lines;      /* each line is a paragraph; only inline Markdown */
  bool in_pre;          /* between lines of Markdown */
  size_t list;          /* column of the text in the last Markdown list */
  size_t open_fence[2]; /* of ` and of ~: this long and longer; 0: none */
} cuts;

void cuts_add(cuts *c, size_t begin, size_t end, uint32_t put);

/* `code`: text between backticks and fences is not HTML. */
void markup_cut_html(cuts *c, unsigned kinds, bool code);

void markup_cut_markdown(cuts *c);

/* Emphasis, code, links and escapes in one paragraph [begin, end). */
void markup_cut_inline(cuts *c, size_t begin, size_t end);

/* Remove the line break at `feed`, with the white space around it. */
void markup_join_lines(cuts *c, size_t feed);

/* Whether a line break between these characters is removed. */
bool markup_joins_wide(uint32_t before, uint32_t after);

/* Whether a Markdown paragraph continues from a line to the next one. */
bool markup_md_goes_on(zhen_str line, zhen_str next);

/*
 * Whether a paragraph that starts with `line` is indented like code. `list` is
 * kept between paragraphs: the column of the text in the last list.
 */
bool markup_md_is_code(zhen_str line, size_t *list);

/* Whether a text has paragraphs, separated by empty lines. */
bool markup_md_has_paragraphs(zhen_str s);

/* Length of the mark at the start of a line: heading, quote, bullet. */
size_t markup_md_block_mark(zhen_str s);

/* Whether there is a tag at `at` that starts or ends a line or a cell. */
bool markup_is_block_tag(zhen_str s, size_t at);

/* Evidence stronger than plain text has by chance. */
bool markup_has_entities(zhen_str s);
bool markup_has_tags(zhen_str s);
bool markup_has_markdown(zhen_str s);

/* End of the tag or comment at `at`, which is a '<'; 0 if there is none. */
size_t markup_tag_end(zhen_str s, size_t at);

/*
 * End of the code span whose backticks are at `at`, in the same paragraph; 0 if
 * there is none.
 */
size_t markup_code_end(zhen_str s, size_t at, size_t end);

/* Length of the front matter at the start, 0 if there is none. */
size_t markup_front_matter(zhen_str s);

/* Whether all lines are keys with values, like YAML. */
bool markup_is_yaml(zhen_str s);

/* A fence at the start of a line: its character and length, 0 if none. */
typedef struct fence {
  char mark;
  size_t len;
} fence;

fence markup_fence(zhen_str line);

/* Where the closing line of the fence on the line at `at` starts; 0 if none. */
size_t markup_fence_close(cuts *c, size_t at);

/* The line at `at`, without its line feed. */
zhen_str markup_line(zhen_str s, size_t at);

#endif
