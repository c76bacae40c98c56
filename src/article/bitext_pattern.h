/* SPDX-License-Identifier: Apache-2.0 */
/* How the languages of a bilingual text follow each other. */
#ifndef ZHEN_ARTICLE_BITEXT_PATTERN_H
#define ZHEN_ARTICLE_BITEXT_PATTERN_H

#include "article/bitext_pieces.h"

/* The language that comes first in each turn. */
zhen_lang bitext_find_order(const pieces *p);

/* Number the turns and find the pattern. */
void bitext_find_pattern(zhen_bitext *out, pieces *p);

#endif
