/* SPDX-License-Identifier: Apache-2.0 */
/* Markdown. */
#ifndef ZHEN_MARKUP_MD_H
#define ZHEN_MARKUP_MD_H

#include "markup/cuts.h"

/* Evidence stronger than plain text has by chance. */
bool markup_has_markdown(zhen_str s);

#endif
