/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stems of English words: the English stemmer of Snowball 2.2 (Porter 2). The
 * stems of a lexicon are made by it, so it must not change with a library.
 */
#ifndef ZHEN_LEXICON_STEM_EN_H
#define ZHEN_LEXICON_STEM_EN_H

enum { STEM_MAX = 63 };

/* The stem of a word in lower case, of up to STEM_MAX bytes, without
   apostrophes. */
void stem_en(const char *word, char out[STEM_MAX + 1]);

#endif
