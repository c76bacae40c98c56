/* SPDX-License-Identifier: Apache-2.0 */
/* The ASCII words around an English number, and those that are numbers. */
#ifndef ZHEN_LEXICON_NUMBER_EN_WORDS_H
#define ZHEN_LEXICON_NUMBER_EN_WORDS_H

#include "lexicon/number.h"

enum { WORD_BYTES = 16 };

/* The ASCII word at `at`, in lower case; its length, 0 if there is none. */
size_t english_word_at(zhen_str s, size_t at, char out[WORD_BYTES]);

/* Skip spaces and hyphens between the words of a number. */
size_t english_skip_joint(zhen_str s, size_t at);

/* The word after spaces and hyphens; *at moves past it. */
size_t english_next_word(zhen_str s, size_t *at, char out[WORD_BYTES]);

/* Skip that word if it is the expected one. */
bool english_take_word(zhen_str s, size_t *at, const char *wanted);

/* The word that ends before a byte, ignoring spaces and hyphens. */
void english_word_before(zhen_str s, size_t at, char out[WORD_BYTES]);

/*
 * Whether a number may begin with a word, in lower case: those with a value by
 * the functions below, those of english_read_time(), and letters of Roman
 * numerals. It spares most words of a text the other checks.
 */
bool english_may_begin(const char *word);

bool english_is_in(const char *word, const char *const *list);

/*
 * The value of a word of a kind, 0 if it is none of them: one..ninety,
 * first..hundredth; of these first..ninth and tenth..hundredth;
 * hundred..trillion, bn and mn, third..tenths as parts.
 */
double english_small(const char *word);
double english_ordinal(const char *word);
double english_first(const char *word);
double english_tenth(const char *word);
double english_scale(const char *word);
double english_short_scale(const char *word);
double english_part(const char *word);

#endif
