/* SPDX-License-Identifier: Apache-2.0 */
/* A line that holds both languages to pieces. */
#ifndef ZHEN_ARTICLE_BITEXT_CUT_H
#define ZHEN_ARTICLE_BITEXT_CUT_H

#include "article/bitext_pieces.h"

/*
 * Cut one line into pieces of one language, which replace the content of `out`;
 * false if it has one language only. `lenient`: the file is known to have both
 * languages on each line. `order`: the language that comes first, if known;
 * weak evidence does not cut a line in the other order.
 */
bool bitext_cut_line(pieces *out, const bitext_piece *line, bool lenient,
                     zhen_lang order);

#endif
