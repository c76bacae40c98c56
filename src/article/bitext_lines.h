/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of a bilingual text to pieces. */
#ifndef ZHEN_ARTICLE_BITEXT_LINES_H
#define ZHEN_ARTICLE_BITEXT_LINES_H

#include "article/bitext_pieces.h"

/* The lines of `p->text` as pieces, cut where a line has both languages. */
ZHEN_CHECK zhen_status bitext_read_pieces(pieces *p);

#endif
