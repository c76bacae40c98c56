/* SPDX-License-Identifier: Apache-2.0 */
/* HTML to cuts. */
#ifndef ZHEN_TEXT_MARKUP_HTML_H
#define ZHEN_TEXT_MARKUP_HTML_H

#include "text/markup_cuts.h"

/* `code`: text between backticks and fences is not HTML. */
void markup_cut_html(cuts *c, unsigned kinds, bool code);

/* Evidence stronger than plain text has by chance. */
bool markup_has_entities(zhen_str s);
bool markup_has_tags(zhen_str s);

#endif
