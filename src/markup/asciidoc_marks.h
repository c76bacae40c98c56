/* SPDX-License-Identifier: Apache-2.0 */
/* The marks that lines of AsciiDoc begin with. */
#ifndef ZHEN_MARKUP_ASCIIDOC_MARKS_H
#define ZHEN_MARKUP_ASCIIDOC_MARKS_H

#include "text/utf8.h"

size_t asciidoc_skip_spaces(zhen_str s, size_t at);

/* "== Title": the bytes before the title; 0 if it is none. */
size_t asciidoc_heading(zhen_str s);

/* "* ", "-- ", ". ", "1. ", "<1> ": the bytes before the item. */
size_t asciidoc_item(zhen_str s);

/* "term:: text": where the marks are, and their length; 0 if none. */
size_t asciidoc_term(zhen_str s, size_t *at);

/* "NOTE: " */
size_t asciidoc_admonition(zhen_str s);

/* ":name: value" */
bool asciidoc_is_attribute(zhen_str s);

/* "image::x.png[]", "include::x[]", "toc::[]", "endif::x[]" */
bool asciidoc_is_macro(zhen_str s);

/* Four of `mark`, or more. */
bool asciidoc_is_delimiter(zhen_str s, char mark);

#endif
