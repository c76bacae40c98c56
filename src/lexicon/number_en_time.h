/* SPDX-License-Identifier: Apache-2.0 */
/* Times, months, decades, chapters: what is more than a number in English. */
#ifndef ZHEN_LEXICON_NUMBER_EN_TIME_H
#define ZHEN_LEXICON_NUMBER_EN_TIME_H

#include "lexicon/number_en_words.h"

/*
 * A word at which a month, a decade, a part of the year, a chapter, or a time
 * begins; *at is behind it. False leaves *at alone.
 */
bool english_read_time(zhen_str s, size_t *at, const char *word, number *n);

/* What makes of a number a decade, a century, a quarter, a time. */
bool english_take_unit_of_time(zhen_str s, size_t *at, number *n);

/* Over am, pm, o'clock behind a time; false if there is none. */
bool english_take_day(zhen_str s, size_t *at, number *n);

#endif
