/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_TOKENS_LINE_END_H
#define ZHEN_TOKENS_LINE_END_H

#include <zhen/text.h>

/* How a line ends, quotes and brackets aside. */
typedef enum line_end {
  LINE_OTHER, /* colons, semicolons, dashes: languages differ */
  LINE_WHOLE, /* the end mark of a sentence */
  LINE_CUT    /* in mid-sentence, as captions do */
} line_end;

line_end line_end_of(zhen_str line);

#endif
