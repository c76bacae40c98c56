/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_MARKUP_TAG_ELEMENTS_H
#define ZHEN_MARKUP_TAG_ELEMENTS_H

#include <stdbool.h>

/* What an element does to the text. */
typedef enum tag_use {
  TAG_INLINE,    /* is within a line */
  TAG_LINE,      /* has lines of its own */
  TAG_PARAGRAPH, /* is a paragraph, or contains paragraphs */
  TAG_BREAK,     /* ends a line */
  TAG_EMPTY,     /* has no content and no text */
  TAG_QUOTE,     /* has quotation marks around it */
  TAG_DROP,      /* is not shown, or is not text */
  TAG_RAW        /* the same, and its content is not HTML */
} tag_use;

/* What the element of this name, in lower case, does; false if it is unknown.
 */
bool tag_find_element(const char *name, tag_use *use);

#endif
