/* SPDX-License-Identifier: Apache-2.0 */
/* A line that holds both languages to pieces. */
#ifndef ZHEN_ARTICLE_BITEXT_CUT_H
#define ZHEN_ARTICLE_BITEXT_CUT_H

#include "article/bitext_pieces.h"

/*
 * Cut one line into pieces of one language, which replace what is in `out`;
 * false if it is all one. `lenient`: the file is known to hold both languages
 * in each line. `order`: the language that begins, if it is known; weak signs
 * do not cut a line in the other order.
 */
bool bitext_cut_line(pieces *out, const bitext_piece *line, bool lenient,
                     zhen_lang order);

#endif
