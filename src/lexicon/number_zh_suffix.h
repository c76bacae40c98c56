/* SPDX-License-Identifier: Apache-2.0 */
/* What follows a Chinese number and changes its meaning. */
#ifndef ZHEN_LEXICON_NUMBER_ZH_SUFFIX_H
#define ZHEN_LEXICON_NUMBER_ZH_SUFFIX_H

#include "lexicon/number.h"

/* A number and its form. */
typedef struct zh_number {
  zhen_str s;
  number *n;
  bool spelled;
  size_t n_run;  /* spelled: bare digits, 0 if there are units */
  bool is_about; /* spelled: 三四 */
} zh_number;

/*
 * Read what follows a number and changes its meaning: 三成, 三分之一, 12月.
 * False if nothing such follows.
 */
bool zh_number_take_suffix(zh_number *r);

#endif
