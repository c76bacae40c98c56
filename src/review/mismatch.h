/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers that a bead has on one side only, or that differ by powers of ten. */
#ifndef ZHEN_REVIEW_MISMATCH_H
#define ZHEN_REVIEW_MISMATCH_H

#include "lexicon/number.h"

#include <zhen/align.h>

/* The position of a number; begin == end if it is missing. */
typedef struct figure {
  uint32_t sentence;
  size_t begin, end; /* bytes of the sentence */
  double value;
} figure;

typedef struct figure_pair {
  figure zh, en; /* one of them may be missing */
  int power;     /* en = zh * 10^power, if both exist */
} figure_pair;

typedef struct figure_pairs {
  figure_pair *at;
  size_t count, capacity;
} figure_pairs;

/* Append those of a bead with two sides. */
ZHEN_CHECK zhen_status figures_differ(figure_pairs *out, const zhen_bead *bead,
                                      const zhen_sentences *zh,
                                      const zhen_sentences *en);

#endif
