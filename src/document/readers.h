/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The readers: each is a file read_<kind>.c with one function, and a line in
 * the table of document.c.
 */
#ifndef ZHEN_DOCUMENT_READERS_H
#define ZHEN_DOCUMENT_READERS_H

#include "document/source.h"

/* Fills main, other, and what else is known; they are zeros to begin with. What
   it puts there is freed by zhen_document_free(), also after a failure. */
typedef zhen_status document_reader(zhen_document *out,
                                    document_source *source);

document_reader document_read_text;
document_reader document_read_markup;
document_reader document_read_docx;
document_reader document_read_odt;
document_reader document_read_pptx;
document_reader document_read_xlsx;
document_reader document_read_epub;
document_reader document_read_fb2;
document_reader document_read_pdf;
document_reader document_read_captions;
document_reader document_read_pairs;

/* The kind of a text that is a table of pairs; else TEXT. */
zhen_kind document_find_pairs(const document_source *source);

#endif
