/* SPDX-License-Identifier: Apache-2.0 */
/* Times, months, decades, chapters: what is more than a number in English. */
#ifndef ZHEN_LEXICON_NUMBER_EN_TIME_H
#define ZHEN_LEXICON_NUMBER_EN_TIME_H

#include "lexicon/number_en_words.h"

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
