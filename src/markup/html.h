/* SPDX-License-Identifier: Apache-2.0 */
/* HTML to cuts. */
#ifndef ZHEN_MARKUP_HTML_H
#define ZHEN_MARKUP_HTML_H

#include "markup/cuts.h"
#include "markup/options.h"

/* What a text with HTML is. */
typedef enum html_text {
  HTML_DOCUMENT, /* HTML all of it: white space is space */
  HTML_LINES,    /* text with some HTML, whose lines matter */
  HTML_MARKDOWN  /* the same; code of Markdown is not HTML */
} html_text;

void markup_cut_html(cuts *c, html_text kind, const markup_options *options);

/* Evidence stronger than plain text has by chance. */
bool markup_has_entities(zhen_str s);
bool markup_has_tags(zhen_str s);

/* Whether there is a tag that begins or ends a line. */
bool markup_has_blocks(zhen_str s);

#endif
