/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of an alignment, for the aligner and the writers. */
#ifndef ZHEN_ALIGN_BEADS_ALIGNMENT_H
#define ZHEN_ALIGN_BEADS_ALIGNMENT_H

#include <zhen/align.h>

/* The search band: English sentences [low, high] for a Chinese one. */
typedef struct band_row {
  uint32_t zh, low, high;
} band_row;

struct zhen_alignment {
  zhen_bead *beads;
  size_t count;
  float *within; /* by bead: the probability that it is in a parallel passage;
                    NULL: 1 */
  zhen_learned *learned;
  size_t n_learned;
  char *words;                       /* of the learned pairs */
  struct explain_data *explain_data; /* NULL unless requested */
  void (*explain_data_free)(struct explain_data *data);
  band_row *band; /* with these data: some rows, the first and the last */
  size_t n_band;
  size_t narrowed;
  zhen_bead *moved;
  size_t n_moved;
  zhen_bead *doubtful;
  size_t n_doubtful;
  double parallel; /* share of the text in parallel passages */
  zhen_relation relation;
  zhen_bead *passages; /* where the texts are translations */
  size_t n_passages;
};

static inline double bead_within(const zhen_alignment *a, size_t k)
{
  return a->within ? (double)a->within[k] : 1;
}

/* Has it both sides? */
static inline bool is_pair(const zhen_bead *b)
{
  return b->zh_begin < b->zh_end && b->en_begin < b->en_end;
}

/* Are two beads of the same sentences? */
static inline bool is_same_bead(const zhen_bead *a, const zhen_bead *b)
{
  return a->zh_begin == b->zh_begin && a->zh_end == b->zh_end &&
         a->en_begin == b->en_begin && a->en_end == b->en_end;
}

/*
 * The probability that a bead, which may be any, is in a parallel passage: the
 * mean over its sentences.
 */
double alignment_within(const zhen_alignment *a, const zhen_bead *bead);

/* The relation of a name; false if there is none. */
bool relation_parse(zhen_relation *out, const char *name);

/*
 * Append a bead; each unaligned sentence becomes a bead of its own. The last
 * one comes first, as beads are found from the end.
 */
ZHEN_CHECK zhen_status alignment_add(zhen_alignment *a, size_t *capacity,
                                     zhen_bead bead);

/* Reverse the order of the beads, once all are found. */
void alignment_reverse(zhen_alignment *a);

#endif
