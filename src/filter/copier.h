/* SPDX-License-Identifier: Apache-2.0 */
/* A file of pairs, byte for byte, without the units that are dropped. */
#ifndef ZHEN_FILTER_COPIER_H
#define ZHEN_FILTER_COPIER_H

#include "base/buf.h"
#include "pairs/pairs.h"

/* A score for copier_put() if there is none. */
#define COPIER_NO_SCORE 2.0

/* `{.in, .out, .score = COPIER_NO_SCORE}` to begin with. */
typedef struct copier {
  const zhen_pairs *in;
  zhen_pairs_writer *out;
  buf held;        /* of the units of a group, until it ends */
  uint32_t group;  /* 0: none */
  bool stays;      /* a unit of the group was kept */
  bool kept;       /* a pair was, since units began */
  size_t score_at; /* in `held` */
  bool scored, fresh, wrap, head;
  double score; /* the lowest of the group */
  buf lead, text;
} copier;

/*
 * Copy what came before a unit, and the unit if it is kept. A `score` in [0, 1]
 * is put into it.
 */
ZHEN_CHECK zhen_status copier_put(copier *c, const pair_copy *copy, bool kept,
                                  double score);

/* Nothing follows. */
ZHEN_CHECK zhen_status copier_end(copier *c);

void copier_dispose(copier *c);

#endif
