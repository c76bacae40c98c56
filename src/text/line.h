/* SPDX-License-Identifier: Apache-2.0 */
/* Text on one line of a file, common to all line formats. */
#ifndef ZHEN_TEXT_LINE_H
#define ZHEN_TEXT_LINE_H

#include "base/buf.h"

#include <zhen/write.h>

/*
 * Append a text with white space, including line breaks, collapsed; `gap` asks
 * for a space between it and the previous content.
 */
void line_put_collapsed(buf *b, zhen_str s, bool gap);

/* Append a text with what a column of TSV cannot hold as \t, \n, \r, \\. */
void line_put_tsv(buf *b, zhen_str s);

/*
 * Append a text as a field of CSV (RFC 4180), quoted if needed. One that a
 * spreadsheet would take for a formula (= + - @, also in full width, TAB, CR)
 * gets an apostrophe before it, and so does one that begins like this already:
 * line_csv_text() takes away what was added, from every text.
 */
void line_put_csv(buf *b, zhen_str s);
zhen_str line_csv_text(zhen_str field);

/*
 * Append a number in [0, 1] with the given number of decimals. Not printf(),
 * whose decimal point is a comma in some locales.
 */
void line_put_score(buf *b, double score, unsigned decimals);

/* Append a file name, which may have any bytes, as valid UTF-8 on one line. */
void line_put_name(buf *b, const char *name);

/* Write a line and empty the buffer. */
void line_flush(buf *b, zhen_output *out);

#endif
