/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines of CC-CEDICT, as dictionaries and as glossaries:
 *   Traditional Simplified [pin1 yin1] /gloss; gloss/gloss/
 */
#ifndef ZHEN_LEXICON_CEDICT_H
#define ZHEN_LEXICON_CEDICT_H

#include <zhen/text.h>

enum { GLOSS_MAX = 200 };

typedef struct cedict_line {
  zhen_str traditional, simplified, pinyin, glosses;
} cedict_line;

/* Whether a line, trimmed, is an entry. */
bool cedict_parse(zhen_str line, cedict_line *out);

/* The next gloss; start with *at = 0. */
bool cedict_next(const cedict_line *line, size_t *at, zhen_str *gloss);

/* A gloss that is being cut into its translations. */
typedef struct gloss_parts {
  char text[GLOSS_MAX];
  size_t len, at;
} gloss_parts;

/* The part of a gloss that translates: no remark, no cross-reference. */
void gloss_open(gloss_parts *g, zhen_str gloss);

/* The next translation, trimmed, possibly empty; false at the end. */
bool gloss_next(gloss_parts *g, zhen_str *translation);

#endif
