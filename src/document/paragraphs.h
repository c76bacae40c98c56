/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text of a document under construction, a paragraph per line. White space
 * is collapsed; a line break in a paragraph is a space, or nothing between
 * Chinese characters; empty paragraphs are dropped. `{0}` is empty. Running out
 * of memory is sticky.
 */
#ifndef ZHEN_DOCUMENT_PARAGRAPHS_H
#define ZHEN_DOCUMENT_PARAGRAPHS_H

#include "text/text.h"

#include <zhen/document.h>

/* White space at the end of the current paragraph, not yet in it. */
typedef enum paragraph_gap {
  GAP_NONE,
  GAP_SPACE,
  GAP_WRAP, /* has a line break */
  GAP_BREAK /* is a line break that the author made */
} paragraph_gap;

typedef struct paragraphs {
  buf text; /* complete paragraphs */
  buf open; /* the current one */
  paragraph_gap gap;
  size_t *parts;
  size_t n_parts, capacity;
  bool part;   /* the next paragraph begins a part */
  bool failed; /* out of memory */
} paragraphs;

/* Append UTF-8 to the current paragraph. */
void paragraphs_put(paragraphs *p, zhen_str s);

/* A line break in the current paragraph; two are its end. */
void paragraphs_break(paragraphs *p);

/* A paragraph of its own, which may be empty: of two texts whose paragraphs
   belong together. */
void paragraphs_line(paragraphs *p, zhen_str s);

/* End the current paragraph, if there is any text in it. */
void paragraphs_end(paragraphs *p);

/* End the current paragraph; the next one begins a chapter, slide or sheet. */
void paragraphs_part(paragraphs *p);

/* Take the paragraphs of `from`, which is empty afterwards: footnotes after the
   text that they are in. */
void paragraphs_append(paragraphs *p, paragraphs *from);

/* Move everything to `out`; its text is named `name`. `p` is empty then, also
   after a failure. */
ZHEN_CHECK zhen_status paragraphs_finish(paragraphs *p, zhen_content *out,
                                         const char *name);

void paragraphs_dispose(paragraphs *p);

#endif
