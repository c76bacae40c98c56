/* SPDX-License-Identifier: Apache-2.0 */
/* The Latin words of a text, to decide how a broken one is joined. */
#ifndef ZHEN_SPLIT_WORDS_H
#define ZHEN_SPLIT_WORDS_H

#include <zhen/text.h>

/* Words of the text, sorted, case-insensitive. `{0}` is empty. */
typedef struct latin_words {
  zhen_str *at;
  size_t count, capacity;
} latin_words;

/* Letters, and the hyphens within a word. */
bool words_char(char c);
zhen_str words_at(zhen_str s, size_t at);

/*
 * Add the words of a line, except half a word at its start (`half`) and before
 * the hyphen at its end (`breaks`).
 */
ZHEN_CHECK zhen_status words_put(latin_words *v, zhen_str line, bool half,
                                 bool breaks);

void words_sort(latin_words *v);

bool words_know(const latin_words *v, zhen_str word);

void words_dispose(latin_words *v);

#endif
