/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The cells of tables, as ranges of the text that they are in, and whether the
 * tables are a bilingual text: a column in Chinese, a column in English.
 */
#ifndef ZHEN_DOCUMENT_GRID_H
#define ZHEN_DOCUMENT_GRID_H

#include "document/paragraphs.h"

typedef struct grid_cell {
  size_t table, row, column;
  zhen_bytes at; /* of the text; whole lines */
} grid_cell;

typedef struct grid {
  grid_cell *cell; /* in order */
  size_t count, capacity;
  bool failed; /* out of memory */
} grid;

void grid_put(grid *g, const grid_cell *cell);

/*
 * If tables that are bilingual have half of the letters of `text` or more: the
 * two sides, with a paragraph for each row and for each paragraph outside, on
 * the side of its language. `zh` and `en` stay empty if not.
 */
ZHEN_CHECK zhen_status grid_divide(const grid *g, const paragraphs *text,
                                   paragraphs *zh, paragraphs *en);

/* Move the sides, if there are any, or else `text`, to the document. All three
   are empty then. */
ZHEN_CHECK zhen_status grid_finish(paragraphs *text, paragraphs *zh,
                                   paragraphs *en, zhen_document *out,
                                   const char *name);

void grid_dispose(grid *g);

#endif
