/* SPDX-License-Identifier: Apache-2.0 */
/* Which lines of Markdown are one paragraph. */
#ifndef ZHEN_TEXT_MARKUP_PARAGRAPH_H
#define ZHEN_TEXT_MARKUP_PARAGRAPH_H

#include "text/text.h"

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

#endif
