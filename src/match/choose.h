/* SPDX-License-Identifier: Apache-2.0 */
/* From likenesses to matches, each file in one at most. */
#ifndef ZHEN_MATCH_CHOOSE_H
#define ZHEN_MATCH_CHOOSE_H

#include "match/index.h"

/* By file; NULL: none. They point into the likenesses. */
typedef struct assignment {
  const likeness **zh, **en;           /* why it is matched */
  const likeness **near_zh, **near_en; /* the best candidate */
} assignment;

/* The files of both sides, in the order of their numbers. */
typedef struct compared {
  const file_features *zh, *en;
  size_t n_zh, n_en;
} compared;

/*
 * Fill the assignment, which is all NULL. The scores of the likenesses become
 * final, and they are ordered by them.
 */
ZHEN_CHECK zhen_status match_choose(likenesses *all, const compared *files,
                                    const zhen_file_match_options *options,
                                    assignment *out);

#endif
