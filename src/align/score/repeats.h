/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words that are said more often on one side than on the other. A bead counts a
 * token once for each unit that has it, and one English word hits them all: a
 * word said once would be evidence for two Chinese sentences. With n the
 * sentences of the bead that have a type, and m the occurrences of its
 * translations in the English side, n - m of the hits are no evidence:
 *
 *   -w sum of (n - m) (hit - miss)   over the types with n > m > 0
 *
 * with a weight w below 1, because translators avoid repetitions. The same for
 * English types, where n are units and m the occurrences of Chinese words.
 *
 * English sentences that differ in an anchor (a number above nine, a name) are
 * otherwise alike. One is contradicted if it has an anchor that does not hit in
 * the bead and none that does, and the hits (less misses) that are not repeated
 * sum up to less than `repeat_own`: then w is 1 for its types, and it adds
 * log(1 - H) of its surest anchor.
 */
#ifndef ZHEN_ALIGN_SCORE_REPEATS_H
#define ZHEN_ALIGN_SCORE_REPEATS_H

#include "align/score/links.h"
#include "align/score/model.h"

/* An English type in the current bead. */
typedef struct repeated {
  uint32_t sentences;    /* that have it */
  uint32_t words, parts; /* Chinese words, and parts of words, that translate it
                          */
  bool contradicted;     /* one of the sentences is */
} repeated;

typedef struct repeats {
  const links *links;
  const score_model *m;
  uint32_t *sentences; /* zh type -> those of the bead that have it */
  uint32_t *last;      /* zh type -> the last one of these */
  repeated *en;        /* by the first token of the type in the bead */
  size_t en_capacity;
} repeats;

/* Keeps both arguments. Close it even after a failure. */
ZHEN_CHECK zhen_status repeats_open(repeats *r, const links *l,
                                    const score_model *m);

/* Go to the bead that the links have read. */
ZHEN_CHECK zhen_status repeats_read(repeats *r);

/* The term of this bead. */
double repeats_term(repeats *r);

void repeats_close(repeats *r);

#endif
