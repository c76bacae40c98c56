/* SPDX-License-Identifier: Apache-2.0 */
/* The common part of the names of a text and its translation. */
#ifndef ZHEN_MATCH_STEM_H
#define ZHEN_MATCH_STEM_H

#include <stddef.h>

/* Bytes of a name before the mark of the side: .zh.txt, _en-US. */
size_t stem_length(const char *name);

#endif
