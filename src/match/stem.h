/* SPDX-License-Identifier: Apache-2.0 */
/* What the names of a text and of its translation have in common. */
#ifndef ZHEN_MATCH_STEM_H
#define ZHEN_MATCH_STEM_H

#include <stddef.h>

/* Bytes of a name before what tells the two sides apart: .zh.txt, _en-US. */
size_t stem_length(const char *name);

#endif
