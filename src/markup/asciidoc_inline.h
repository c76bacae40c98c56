/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_MARKUP_ASCIIDOC_INLINE_H
#define ZHEN_MARKUP_ASCIIDOC_INLINE_H

#include "markup/cuts.h"

/* The marks within the paragraphs, which are the lines of the text. */
void asciidoc_cut_inline(cuts *c);

#endif
