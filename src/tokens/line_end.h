/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_TOKENS_LINE_END_H
#define ZHEN_TOKENS_LINE_END_H

#include <zhen/text.h>

/* How a line ends, quotes and brackets aside. */
typedef enum line_end {
  LINE_OTHER, /* colons, semicolons, dashes: languages differ */
  LINE_WHOLE, /* the end mark of a sentence */
  LINE_CUT,   /* in mid-sentence, as captions do */
  LINE_TORN   /* a full stop that ends no sentence: Mr. */
} line_end;

/* Never LINE_TORN. */
line_end line_end_of(zhen_str line);

/* The same, before another line of the same paragraph, which may be empty. */
line_end line_end_before(zhen_str line, zhen_str next);

#endif
