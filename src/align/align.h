/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_ALIGN_H
#define ZHEN_ALIGN_ALIGN_H

#include "align/score/params.h"

#include <zhen/align.h>

/* How to search; `exact` searches every cell, for comparison. */
typedef struct align_how {
  uint32_t max_bead;
  unsigned threads; /* 0: one per processor */
  size_t memory;    /* for the search; 0: the default */
  bool exact;
  bool keep;                     /* keep the data that explaining needs */
  const zhen_progress *progress; /* NULL: none */
  const zhen_constraint *constraints;
  size_t n_constraints;
  const zhen_embeddings *zh_embeddings, *en_embeddings;
} align_how;

/* zhen_align() with other parameters: for fitting them. */
ZHEN_CHECK zhen_status align_with(zhen_alignment **out,
                                  const zhen_lexicon *lexicon,
                                  const zhen_sentences *zh,
                                  const zhen_sentences *en,
                                  const align_params *p, const align_how *how);

/* The uncalibrated probability of each given bead; in any order. */
ZHEN_CHECK zhen_status align_judge(const zhen_lexicon *lexicon,
                                   const zhen_sentences *zh,
                                   const zhen_sentences *en,
                                   const align_params *p, zhen_bead *beads,
                                   size_t count);

#endif
