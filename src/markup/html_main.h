/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The main text of a web page, without its navigation, menus, footers, cookie
 * notes and share bars: by elements, by names, and by the density of links of
 * its blocks (Kohlschütter et al., Boilerplate Detection using Shallow Text
 * Features, 2010).
 */
#ifndef ZHEN_MARKUP_HTML_MAIN_H
#define ZHEN_MARKUP_HTML_MAIN_H

#include "markup/tag.h"

/* A block: text between two tags that part lines. */
typedef struct html_block {
  size_t begin, end;      /* of its text */
  size_t letters, linked; /* bytes of text, and of those in links */
  bool heading;
} html_block;

typedef struct html_main {
  cuts *c;
  html_block *blocks;
  size_t count, capacity;
  size_t links; /* open links */
  bool heading;
  bool open;                /* the last block goes on */
  size_t main_at, main_end; /* the text of <main>, or of a single <article> */
  size_t depth, articles;   /* of it */
  bool named;               /* it is a <main> */
} html_main;

/* Whether an element surrounds the main text, by its name and attributes. */
bool html_is_around(const tag *t);

void html_main_tag(html_main *m, const tag *t, size_t at);

/* Text, without white space. */
void html_main_text(html_main *m, size_t begin, size_t end);

/* Cut what is not main text, and free the blocks. */
void html_main_cut(html_main *m);

#endif
