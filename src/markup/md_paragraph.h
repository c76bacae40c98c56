/* SPDX-License-Identifier: Apache-2.0 */
/* Which lines of Markdown are one paragraph. */
#ifndef ZHEN_MARKUP_MD_PARAGRAPH_H
#define ZHEN_MARKUP_MD_PARAGRAPH_H

#include "text/text.h"

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

#endif
