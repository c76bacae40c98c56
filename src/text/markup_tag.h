/* SPDX-License-Identifier: Apache-2.0 */
/* One tag, comment or declaration of HTML. */
#ifndef ZHEN_TEXT_MARKUP_TAG_H
#define ZHEN_TEXT_MARKUP_TAG_H

#include "text/markup_cuts.h"

enum { TAG_NAME_BYTES = 16 };

/* A parsed tag. */
typedef struct tag {
  char name[TAG_NAME_BYTES + 3]; /* lower case, with a space on each side */
  bool closing;
  bool attributes;
  size_t end;
} tag;

/* The tag at `at`; false if it is none of a known element. */
bool markup_read_tag(tag *t, zhen_str s, size_t at);

/* End of the comment, declaration or instruction at `at`; 0 if none. */
size_t markup_special_end(zhen_str s, size_t at);

/* What takes the place of a tag: a PUT_... or a character. */
uint32_t markup_tag_break(const tag *t);

/* Whether it begins or ends a line or a cell. */
bool markup_tag_parts(const tag *t);

/* Whether there is a tag at `at` that starts or ends a line or a cell. */
bool markup_is_block_tag(zhen_str s, size_t at);

/* End of the tag or comment at `at`, which is a '<'; 0 if there is none. */
size_t markup_tag_end(zhen_str s, size_t at);

/* Where `what` begins at or after `at`; the end if nowhere. */
size_t markup_find(zhen_str s, size_t at, const char *what);

static inline bool markup_is_alnum(char c)
{
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

#endif
