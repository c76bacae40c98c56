/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers that a bead has on one side only, or that differ by powers of ten. */
#ifndef ZHEN_REVIEW_MISMATCH_H
#define ZHEN_REVIEW_MISMATCH_H

#include "lexicon/number.h"

#include <zhen/align.h>

/* The position of a number; begin == end if it is missing. */
typedef struct text_number {
  uint32_t sentence;
  size_t begin, end; /* bytes of the sentence */
  double value;
} text_number;

typedef struct number_mismatch {
  text_number zh, en; /* one of them may be missing */
  int power;          /* en = zh * 10^power, if both exist */
} number_mismatch;

typedef struct number_mismatches {
  number_mismatch *at;
  size_t count, capacity;
} number_mismatches;

/* Append those of a bead with two sides. */
ZHEN_CHECK zhen_status mismatches_find(number_mismatches *out,
                                       const zhen_bead *bead,
                                       const zhen_sentences *zh,
                                       const zhen_sentences *en);

#endif
