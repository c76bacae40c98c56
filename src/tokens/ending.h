/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_TOKENS_ENDING_H
#define ZHEN_TOKENS_ENDING_H

#include <zhen/text.h>

/* How a line ends, quotes and brackets aside. */
typedef enum ending {
  ENDING_OTHER, /* colons, semicolons, dashes: languages differ */
  ENDING_WHOLE, /* the end mark of a sentence */
  ENDING_CUT    /* in mid-sentence, as captions do */
} ending;

ending ending_of(zhen_str line);

#endif
