/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text of a document under construction: its paragraphs, those of boxes
 * that are anchored in one, which follow it, its notes, which follow all, and
 * its tables. `{0}` is empty.
 */
#ifndef ZHEN_DOCUMENT_BODY_H
#define ZHEN_DOCUMENT_BODY_H

#include "document/grid.h"

typedef struct body {
  paragraphs text, aside, notes;
  grid grid;
  grid_cell cell;          /* the current one */
  size_t next_table, span; /* columns of the current cell */
  size_t depth;            /* of open paragraphs: one in another is in a box */
  size_t outside;          /* depth where the current note began */
  size_t tables;           /* depth of open tables */
  bool in_note, in_cell;
} body;

/* Where text goes now. */
paragraphs *body_now(body *b);

void body_begin_paragraph(body *b);
/* `joined`: the next one continues it. */
void body_end_paragraph(body *b, bool joined);

/* A chapter begins, unless this is in a table, a box or a note. */
void body_part(body *b);

void body_begin_note(body *b);
void body_end_note(body *b);

void body_begin_table(body *b);
void body_end_table(body *b);
void body_begin_row(body *b);
void body_begin_cell(body *b);
void body_end_cell(body *b);
/* This cell, or what is between two, takes so many columns more. */
void body_skip_cells(body *b, size_t columns);

/* Move it to the document, with both sides if its tables are bilingual. `b` is
   empty then, also after a failure. */
ZHEN_CHECK zhen_status body_finish(body *b, zhen_document *out,
                                   const char *name);

void body_dispose(body *b);

#endif
