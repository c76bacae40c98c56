/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of zhen_beads. */
#ifndef ZHEN_EVAL_BEADS_H
#define ZHEN_EVAL_BEADS_H

#include "base/mem.h"

#include <stdint.h>
#include <zhen/eval.h>

/* Sentence numbers in file order. */
typedef struct id_list {
  const uint32_t *at;
  size_t count;
} id_list;

typedef struct any_bead {
  id_list side[2]; /* zh, en */
  double score;    /* NO_SCORE, or in [0, 1] */
} any_bead;

#define NO_SCORE (-1.0)

/* `{0}` is an empty list; its ids may belong to another one. */
struct zhen_beads {
  any_bead *at;
  size_t count, capacity;
  arena ids;
};

ZHEN_CHECK zhen_status beads_add(zhen_beads *beads, const any_bead *bead);

void beads_dispose(zhen_beads *beads);

#endif
