/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers by value, in both languages: 2000亿 = 200 billion = 200,000,000,000,
 * 百分之六十二 = 62%, 三分之一 = one third, 1.5万 = 15,000, 三成 = 30%.
 * Per cent stands as its number; months stand apart (12月 = December).
 */
#ifndef ZHEN_LEXICON_NUMBER_H
#define ZHEN_LEXICON_NUMBER_H

#include <zhen/text.h>

typedef struct number {
  double value;
  bool month;        /* value is 1..12 */
  size_t begin, end; /* bytes of the text */
} number;

/* The next number at or after *at; false at the end. */
bool number_next_zh(zhen_str text, size_t *at, number *out);
bool number_next_en(zhen_str text, size_t *at, number *out);

#endif
