/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of an alignment, for the aligner and the writers. */
#ifndef ZHEN_ALIGN_BEADS_ALIGNMENT_H
#define ZHEN_ALIGN_BEADS_ALIGNMENT_H

#include <zhen/align.h>

/* Where was searched: English sentences [low, high] before a Chinese one. */
typedef struct hall_row {
  uint32_t zh, low, high;
} hall_row;

struct zhen_alignment {
  zhen_bead *beads;
  size_t count;
  zhen_learned *learned;
  size_t n_learned;
  char *words;               /* of the learned pairs */
  struct evidence *evidence; /* NULL unless it was asked to be kept */
  hall_row *hall; /* with the evidence: some rows, the first and the last */
  size_t n_hall;
  size_t narrowed;
  zhen_bead *moved;
  size_t n_moved;
};

/*
 * Append a bead; sentences without a partner become a bead each, the last one
 * first: beads are found from the end.
 */
ZHEN_CHECK zhen_status alignment_add(zhen_alignment *a, size_t *capacity,
                                     zhen_bead bead);

/* Turn the beads round, once all are found. */
void alignment_reverse(zhen_alignment *a);

#endif
