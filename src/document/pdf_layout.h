/* SPDX-License-Identifier: Apache-2.0 */
/* The lines on the pages of a PDF document, as pdftotext finds them. */
#ifndef ZHEN_DOCUMENT_PDF_LAYOUT_H
#define ZHEN_DOCUMENT_PDF_LAYOUT_H

#include "text/text.h"

/* Lengths are points; y grows downwards. */
typedef struct pdf_line {
  zhen_bytes at; /* of the text */
  size_t page, block;
  double left, right, top, bottom;
  double block_left, block_right;
  double page_height;
  double first; /* width of the first word, or of an ideograph */
} pdf_line;

typedef struct pdf_layout {
  buf text;
  pdf_line *line; /* in the order of reading */
  size_t count, capacity;
  size_t n_pages;
  int spaces; /* between Chinese and other words: more with one, or without */
} pdf_layout;

/*
 * Read what pdftotext -bbox-layout prints.
 *
 * @param name  of the input in messages
 */
ZHEN_CHECK zhen_status pdf_layout_read(pdf_layout *out, buf *printed,
                                       const char *name);

void pdf_layout_dispose(pdf_layout *layout);

static inline zhen_str pdf_line_str(const pdf_layout *p, const pdf_line *l)
{
  return (zhen_str){p->text.ptr + l->at.begin, l->at.end - l->at.begin};
}

#endif
