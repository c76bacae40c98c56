/* SPDX-License-Identifier: Apache-2.0 */
/* One tag, comment or declaration of HTML. */
#ifndef ZHEN_MARKUP_TAG_H
#define ZHEN_MARKUP_TAG_H

#include "markup/cuts.h"
#include "markup/tag_elements.h"

enum { TAG_NAME_BYTES = 40 };

/* A parsed tag. */
typedef struct tag {
  char name[TAG_NAME_BYTES + 1]; /* lower case */
  bool closing;
  bool closed;     /* <name/> */
  bool attributes; /* with values */
  tag_use use;
  zhen_str inside; /* the attributes */
  size_t end;
} tag;

/* Names that are elements of this text only: each is closed somewhere. */
typedef struct tag_names {
  zhen_str *at; /* sorted */
  size_t count, capacity;
  bool failed;
} tag_names;

void tag_names_collect(tag_names *names, zhen_str s);

/* The tag at `at`; false if it is none of a known element. `names` may be
   NULL. */
bool markup_read_tag(tag *t, zhen_str s, size_t at, const tag_names *names);

/* Whether a tag has this name. */
bool markup_tag_is(const tag *t, const char *name);

/* The value of an attribute, empty if it has none; false without it. */
bool markup_attribute(const tag *t, const char *name, zhen_str *value);

/* Whether one of the words of an attribute is in a list: " a b ". */
bool markup_attribute_has(const tag *t, const char *name, const char *list);

/* End of the comment, declaration or instruction at `at`; 0 if none. `open` is
   cached: no comment ends in the rest of the text. */
size_t markup_special_end(zhen_str s, size_t at, bool *open);

/* What takes the place of a tag: a PUT_... or a character. */
uint32_t markup_tag_break(const tag *t);

/* Whether it begins or ends a line or a cell. */
bool markup_tag_parts(const tag *t);

/* Whether there is a tag at `at` that starts or ends a line or a cell. */
bool markup_is_block_tag(zhen_str s, size_t at);

/* End of the tag or comment at `at`, which is a '<'; 0 if there is none. */
size_t markup_tag_end(zhen_str s, size_t at, bool *open);

/* Where `what` begins at or after `at`; the end if nowhere. */
size_t markup_find(zhen_str s, size_t at, const char *what);

static inline bool markup_is_alnum(char c)
{
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

#endif
