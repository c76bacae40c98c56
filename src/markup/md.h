/* SPDX-License-Identifier: Apache-2.0 */
/* Markdown to cuts. */
#ifndef ZHEN_MARKUP_MD_H
#define ZHEN_MARKUP_MD_H

#include "markup/cuts.h"

void markup_cut_markdown(cuts *c);

/* Evidence stronger than plain text has by chance. */
bool markup_has_markdown(zhen_str s);

#endif
