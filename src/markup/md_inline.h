/* SPDX-License-Identifier: Apache-2.0 */
/* Markdown within a paragraph. */
#ifndef ZHEN_MARKUP_MD_INLINE_H
#define ZHEN_MARKUP_MD_INLINE_H

#include "markup/cuts.h"

/* Emphasis, code, links and escapes in one paragraph [begin, end). */
void markup_cut_inline(cuts *c, size_t begin, size_t end);

#endif
