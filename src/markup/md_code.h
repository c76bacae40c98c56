/* SPDX-License-Identifier: Apache-2.0 */
/* What Markdown sets apart from text: fences, code spans, front matter. */
#ifndef ZHEN_MARKUP_MD_CODE_H
#define ZHEN_MARKUP_MD_CODE_H

#include "markup/cuts.h"

/*
 * End of the code span whose backticks are at `at`, in the same paragraph; 0 if
 * there is none.
 */
size_t markup_code_end(zhen_str s, size_t at, size_t end);

/* Length of the front matter at the start, 0 if there is none. */
size_t markup_front_matter(zhen_str s);

/* Whether all lines are keys with values, like YAML. */
bool markup_is_yaml(zhen_str s);

/* Of a line: whether it is empty, bytes of white space, run of a character. */
bool markup_is_blank(zhen_str s);
size_t markup_indent(zhen_str line);
size_t markup_run(zhen_str s, char c);

/* A fence at the start of a line: its character and length, 0 if none. */
typedef struct fence {
  char mark;
  size_t len;
} fence;

fence markup_fence(zhen_str line);

/* Whether the line at `at` belongs to a directive, and is neither text nor
 * code.
 */
bool markup_is_directive(const cuts *c, size_t at);

/* Where the closing line of the fence on the line at `at` starts; 0 if none. */
size_t markup_fence_close(cuts *c, size_t at);

#endif
