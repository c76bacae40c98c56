/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pages to read that zhen wrote (format/reading.c): each sentence is in a span
 * that says its side and the number of its bead. `{0}` is empty.
 */
#ifndef ZHEN_DOCUMENT_EDITION_H
#define ZHEN_DOCUMENT_EDITION_H

#include "text/text.h"

#include <zhen/document.h>

/* A sentence of a side. */
typedef struct edition_sentence {
  size_t bead;
  size_t at; /* the order in the page */
  zhen_bytes text;
} edition_sentence;

typedef struct edition {
  buf text;
  edition_sentence *at[2]; /* of the Chinese and of the English side */
  size_t count[2], capacity[2];
  bool failed;
} edition;

/* Whether a page is one. */
bool edition_is(zhen_str page);

/* Take the sentences of a page. */
void edition_add(edition *e, zhen_str page);

/* Move both sides to the document, a paragraph for each bead. `e` is empty
   then, also after a failure. */
ZHEN_CHECK zhen_status edition_finish(edition *e, zhen_document *out,
                                      const char *name);

void edition_dispose(edition *e);

#endif
