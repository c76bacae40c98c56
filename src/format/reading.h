/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents to read, as XHTML: paragraphs side by side, or sentence under
 * sentence. A document is whole: sentences between the records are
 * unaligned ones.
 */
#ifndef ZHEN_FORMAT_READING_H
#define ZHEN_FORMAT_READING_H

#include "format/writer.h"

/* A block: whole paragraphs of both sides that belong together. */
typedef void reading_block(writer_part *p, bool heading);

/* Begin to lay out; `block` is called when a block begins in p->line. */
ZHEN_CHECK zhen_status reading_open(writer_part *p, reading_block *block);

/* The first sentence of the block that begins; empty if it is not known. */
zhen_str reading_first_text(const writer_part *p);

/* The callbacks of a format; what is complete is appended to p->line. */
zhen_status reading_begin_document(writer_part *p);
zhen_status reading_put(writer_part *p, const record *r);
zhen_status reading_end_document(writer_part *p);
void reading_close(writer_part *p);

/* The style sheet, and what its marks mean, as XHTML. */
extern const char reading_style[];
void reading_put_legend(buf *b, double approved);

#endif
