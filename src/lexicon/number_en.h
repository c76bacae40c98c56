/* SPDX-License-Identifier: Apache-2.0 */
/* The two halves of reading English numbers: values, times and places. */
#ifndef ZHEN_LEXICON_NUMBER_EN_H
#define ZHEN_LEXICON_NUMBER_EN_H

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

bool english_is_in(const char *word, const char *const *list);

/* one..ninety; first..hundredth; 0 if the word is none of them. */
double english_small(const char *word);
double english_ordinal(const char *word);

/*
 * A word that starts a month, a decade, a part of the year, a chapter, or a
 * time; *at moves past it. If false, *at is unchanged.
 */
bool english_read_time(zhen_str s, size_t *at, const char *word, number *n);

/* What turns a number into a decade, a century, a quarter, a time. */
bool english_take_unit_of_time(zhen_str s, size_t *at, number *n);

/* Skip am, pm, o'clock after a time; false if there is none. */
bool english_take_day(zhen_str s, size_t *at, number *n);

#endif
