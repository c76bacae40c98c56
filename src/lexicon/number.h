/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers by value, in both languages: 2000亿 = 200 billion = 200,000,000,000,
 * 百分之六十二 = 62%, 三分之一 = one third, 1.5万 = 15,000, 三成 = 30%, 八折 =
 * 20% off, 民国38年 = 1949. A percentage is its number; months, decades and
 * other units are separate kinds: 12月 = December, 九十年代 = the 1990s.
 *
 * A wrong value is worse than none: doubtful numbers are skipped (十分, 几百),
 * as are spelled numbers below ten, which are words.
 */
#ifndef ZHEN_LEXICON_NUMBER_H
#define ZHEN_LEXICON_NUMBER_H

#include <zhen/text.h>

typedef enum number_kind {
  NUMBER_PLAIN,
  NUMBER_MONTH,   /* 1..12 */
  NUMBER_DECADE,  /* its first year: 1990 */
  NUMBER_CENTURY, /* 21 */
  NUMBER_CLOCK,   /* minutes after twelve, night or noon: 0..719 */
  NUMBER_HALF,    /* of a year, a match, a century: 1, 2 */
  NUMBER_QUARTER  /* of a year: 1..4 */
} number_kind;

typedef struct number {
  double value;
  number_kind kind;
  size_t begin, end; /* bytes of the text */
} number;

/* The next number at or after *at; false at the end. */
bool number_next_zh(zhen_str text, size_t *at, number *out);
bool number_next_en(zhen_str text, size_t *at, number *out);

/* Less than a whole one: 1.5, two thirds. */
bool number_is_fraction(const number *n);

/* The numbers of a text one after the other, from byte `at` on. */
typedef struct number_walk {
  bool (*next)(zhen_str text, size_t *at, number *out);
  zhen_str text;
  size_t at;
  number n; /* the last one, of no bytes before the first and after the last */
} number_walk;

/*
 * Are the bytes [begin, end) a piece of a number that means nothing alone: the
 * hundred of 3.5 hundred, the thirds of two thirds? Asked in text order.
 */
bool number_has_piece(number_walk *w, size_t begin, size_t end);

enum { NUMBER_KEY_BYTES = 32 };

/* A text that only equal numbers share; returns its length. */
size_t number_key(const number *n, char out[NUMBER_KEY_BYTES]);

/* ---- common to the readers of both languages ---- */

/* The character at a byte; 0 at the end. */
uint32_t number_rune(zhen_str s, size_t at);

/* Does the text continue with an ASCII or UTF-8 prefix at a byte? */
bool number_starts(zhen_str s, size_t at, const char *prefix);

/* Is the character at a byte one of those in a text? False at the end. */
bool number_one_of(zhen_str s, size_t at, const char *set);

/* Does the text before a byte end with it? */
bool number_follows(zhen_str s, size_t at, const char *suffix);

/* 1,234.5 at *at; false if there is no digit. */
bool number_digits(zhen_str s, size_t *at, double *value);

/* Turn a number into a time: 15 and 37 minutes; false if it is not one. */
bool number_set_clock(number *n, double hour, double minute);

/* The :37 of 15:37, after a number in digits. */
bool number_clock_digits(zhen_str s, size_t *at, number *n);

#endif
