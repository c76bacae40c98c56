/* SPDX-License-Identifier: Apache-2.0 */
/* A text file of any size, line by line. */
#ifndef ZHEN_TEXT_LINE_READER_H
#define ZHEN_TEXT_LINE_READER_H

#include <zhen/text.h>

/* `{0}` is closed. */
typedef struct line_reader {
  zhen_text_reader *reader; /* NULL: of a text in memory */
  zhen_text *piece;         /* NULL: not loaded */
  size_t at, line;          /* number of the last line returned, from 1 */
} line_reader;

ZHEN_CHECK zhen_status line_reader_open(line_reader *r, const char *path,
                                        const zhen_read_options *options);

/* The lines of a text, which the reader then owns. */
line_reader line_reader_of(zhen_text *text);

/* The next line without its break, valid until the next call; false: none. */
ZHEN_CHECK zhen_status line_reader_next(line_reader *r, zhen_str *line,
                                        bool *more);

/* The same without consuming it. */
ZHEN_CHECK zhen_status line_reader_peek(line_reader *r, zhen_str *line,
                                        bool *more);

/*
 * The current piece, of which no line was consumed, or the next one, for the
 * caller to free; NULL: none.
 */
ZHEN_CHECK zhen_status line_reader_take(line_reader *r, zhen_text **piece);

void line_reader_close(line_reader *r);

#endif
