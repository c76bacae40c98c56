/* SPDX-License-Identifier: Apache-2.0 */
/* How frequent words are translated in general text; see renderings.inc. */
#ifndef ZHEN_LINKS_RENDERINGS_H
#define ZHEN_LINKS_RENDERINGS_H

#include <stddef.h>
#include <zhen/text.h>

typedef struct rendering {
  const char *zh, *en; /* en: a stem, or a word of digits or marks */
  float to_en, to_zh;  /* share of the occurrences of zh, and of en */
} rendering;

/* The rows of a Chinese word, sorted by en; their number. */
size_t renderings_of(zhen_str zh, const rendering **out);

/* One of these; NULL if there is none. */
const rendering *rendering_find(const rendering *rows, size_t n, zhen_str en);

/* How often a word has no link; negative: not known. */
float unlinked_share_zh(zhen_str word);
float unlinked_share_en(zhen_str word);

#endif
