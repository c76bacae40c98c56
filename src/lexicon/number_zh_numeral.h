/* SPDX-License-Identifier: Apache-2.0 */
/* A Chinese numeral in characters: 三百六十五, 一九九七. */
#ifndef ZHEN_LEXICON_NUMBER_ZH_NUMERAL_H
#define ZHEN_LEXICON_NUMBER_ZH_NUMERAL_H

#include "lexicon/number.h"

/* The state of a numeral in characters. */
typedef struct numeral {
  double total, group, digit; /* finished; below the next 万; last digits */
  double before;              /* the digit before the last one */
  double unit;                /* the last one, 0 if there was none */
  size_t n_runes, n_run;      /* n_run digits in a row at the end */
  bool zero;                  /* after the last unit */
} numeral;

/* 三百六十五, 一九九七; false if there is no numeral at *at. */
bool numeral_read(zhen_str s, size_t *at, numeral *n);
double numeral_value(const numeral *n);

/* 七八, 两三, 三五: approximate numbers. */
bool numeral_is_about(const numeral *n);

/* The value of a digit; -1 if the character is not one. */
int numeral_digit(uint32_t rune);

/* 十, 百, 千 at a byte; 0 if none of them. */
double numeral_unit(zhen_str s, size_t at, bool spelled);

/* 万, 亿, 兆 (for money: otherwise it is mega) at a byte; 0 if none of them. */
double numeral_myriad(zhen_str s, size_t at);

/* The units after digits, multiplied: 12.5万, 2000亿, 100多万. */
double numeral_scale(zhen_str s, size_t *at);

/* Skip a space between digits and their unit: 3 月. */
size_t numeral_skip_space(zhen_str s, size_t at);

#endif
