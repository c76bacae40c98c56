/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The readable text of a text with markup, a reader a format. What it gives
 * leads back to the input (zhen_text_source()); notes and wrapped cells of
 * tables are moved, so there the way back is not in order.
 */
#ifndef ZHEN_MARKUP_MARKUP_H
#define ZHEN_MARKUP_MARKUP_H

#include "markup/options.h"
#include "text/text.h"

#include <zhen/kind.h>

/*
 * The kind of a text, from evidence stronger than running text has by chance.
 * Plain text may have character references, and tags within its lines.
 */
zhen_kind markup_kind(zhen_str text);

/* Whether there are any such references or tags in plain text. */
bool markup_in_lines(zhen_str text);

/*
 * Strip the markup of a kind. In plain text the line breaks are kept; in all
 * other kinds a paragraph is a line.
 *
 * @retval ZHEN_EINPUT  a manual page that only refers to another
 */
ZHEN_CHECK zhen_status markup_plain(zhen_text **out, const zhen_text *text,
                                    zhen_kind kind,
                                    const markup_options *options);

#endif
