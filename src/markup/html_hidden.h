/* SPDX-License-Identifier: Apache-2.0 */
/* Elements of which a reader sees nothing, or that have none. */
#ifndef ZHEN_MARKUP_HTML_HIDDEN_H
#define ZHEN_MARKUP_HTML_HIDDEN_H

#include "markup/tag.h"

enum { HTML_OPEN_NAMES = 32 };

typedef struct html_hidden {
  bool document; /* all of the text is HTML */
  bool main;     /* drop what surrounds the main text */
  const tag_names *names;
  /* Names that are not closed in the rest, so no need to search again. */
  char open[HTML_OPEN_NAMES][TAG_NAME_BYTES + 1];
  size_t n_open;
} html_hidden;

/* Where the element of the tag `t` at `at` ends, if it is dropped; else 0. */
size_t html_hidden_end(html_hidden *h, zhen_str s, size_t at, const tag *t);

#endif
