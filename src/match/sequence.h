/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether the files of both directories, sorted by name, are in the same order,
 * as the chapters of a book are, and where in it a file belongs.
 */
#ifndef ZHEN_MATCH_SEQUENCE_H
#define ZHEN_MATCH_SEQUENCE_H

#include "match/index.h"

/* Between which English files the partner of a Chinese one is: [from, to). */
typedef struct sequence_range {
  size_t from, to;
} sequence_range;

typedef struct sequence {
  sequence_range *at; /* by Chinese file */
  size_t *chain;      /* scratch: `n_zh` + `n_zh` + 1 */
  size_t n_zh, n_en;
  bool known; /* the matches show that there is an order */
} sequence;

ZHEN_CHECK zhen_status sequence_open(sequence *s, size_t n_zh, size_t n_en);
void sequence_close(sequence *s);

/* Learn the order from the matches, by Chinese file; NULL: none. */
void sequence_learn(sequence *s, const likeness *const *matches);

/* Log odds that two files have the same place in it; 0: not known. */
double sequence_evidence(const sequence *s, const likeness *l);

#endif
