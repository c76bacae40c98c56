/* SPDX-License-Identifier: Apache-2.0 */
/* The readers: each is a line in the table of markup.c. */
#ifndef ZHEN_MARKUP_READERS_H
#define ZHEN_MARKUP_READERS_H

#include "markup/options.h"
#include "text/text.h"

typedef zhen_status markup_reader(zhen_text **out, const zhen_text *text,
                                  const markup_options *options);

markup_reader markup_read_lines;
markup_reader markup_read_html;
markup_reader markup_read_md;
markup_reader markup_read_rst;
markup_reader markup_read_asciidoc;
markup_reader markup_read_latex;
markup_reader markup_read_man;

/* Evidence stronger than running text has by chance. */
bool markup_is_rst(zhen_str text);
bool markup_is_asciidoc(zhen_str text);
bool markup_is_latex(zhen_str text);
bool markup_is_man(zhen_str text);

#endif
