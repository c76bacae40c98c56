/* SPDX-License-Identifier: Apache-2.0 */
/* Which files of two sides are like each other. */
#ifndef ZHEN_MATCH_INDEX_H
#define ZHEN_MATCH_INDEX_H

#include "base/progress.h"
#include "match/features.h"

/* The similarity of two files; numbers are indices of prints. */
typedef struct likeness {
  uint32_t zh, en;
  double content, name, score;
  double doubt;    /* from the lengths; 0: typical */
  double evidence; /* log odds of the two alone */
} likeness;

typedef struct likenesses {
  likeness *at;
  size_t count, capacity;
} likenesses;

/* For qsort() of pointers: the most similar first. */
int likeness_by_score(const void *a, const void *b);

/*
 * Compare files with a rare feature or a name in common: for each Chinese file,
 * the few most similar English ones.
 */
ZHEN_CHECK zhen_status match_compare(const file_features *zh, size_t n_zh,
                                     const file_features *en, size_t n_en,
                                     const zhen_file_match_options *options,
                                     progress *watched, likenesses *out);

#endif
