/* SPDX-License-Identifier: Apache-2.0 */
/* Which files of two sides are like each other. */
#ifndef ZHEN_MATCH_INDEX_H
#define ZHEN_MATCH_INDEX_H

#include "match/features.h"

/* How alike two files are; numbers are of prints. */
typedef struct likeness {
  uint32_t zh, en;
  double content, name, score;
} likeness;

typedef struct likenesses {
  likeness *at;
  size_t count, capacity;
} likenesses;

/*
 * Compare what shares something rare, or a name: for each Chinese file those
 * few English ones that are most like it.
 */
ZHEN_CHECK zhen_status match_compare(const file_features *zh, size_t n_zh,
                                     const file_features *en, size_t n_en,
                                     const zhen_file_match_options *options,
                                     likenesses *out);

#endif
