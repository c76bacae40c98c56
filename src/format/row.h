/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences as the text of a row, and how a row names them. */
#ifndef ZHEN_FORMAT_ROW_H
#define ZHEN_FORMAT_ROW_H

#include "text/line.h"

#include <zhen/split.h>
#include <zhen/store.h>

/* How the text of several sentences is written. */
typedef enum row_style {
  ROW_LINE,       /* one line, white space made single */
  ROW_PARAGRAPHS, /* so, and a line for each paragraph */
  ROW_EXACT       /* as it is, for formats that can escape what it holds */
} row_style;

/* Replace what the buffer holds by the sentences [begin, end). */
zhen_str row_text(buf *b, const zhen_sentences *s, uint32_t begin, uint32_t end,
                  zhen_lang lang, row_style style);

/* Append one sentence to the text of its side. */
void row_put_sentence(buf *b, zhen_str sentence, zhen_lang lang);

/* Append the numbers of [begin, end), with `between` between them. */
void row_put_ids(buf *b, uint32_t begin, uint32_t end, const char *between);

#endif
