/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The probabilities of translations in a text, estimated from it.
 *
 * t(e|z) = (c(e,z) + L a(e,z) + S p(e)) / (c(z) + L + S): expected counts of
 * the text, the affinity of the two types as L occurrences, and S occurrences
 * of general text. A pair of words counts as both directions agree on it (Liang
 * et al. 2006).
 */
#ifndef ZHEN_LINKS_MODEL_H
#define ZHEN_LINKS_MODEL_H

#include "links/affinity.h"
#include "links/hmm.h"

/* Two types that meet in a pair. */
typedef struct link_meeting {
  uint32_t zh, en;
  affinity prior;
  affinity now; /* t(e|z), t(z|e) */
  float count;
} link_meeting;

typedef struct link_model {
  const link_text *text;
  link_meeting *meetings;
  size_t n_meetings, capacity;
  uint32_t *slots; /* meetings by their types: number + 1 */
  size_t n_slots;
  uint32_t *cells; /* of all pairs: the meeting */
  float *to_en;    /* of each cell: posterior that en is linked to zh */
  float *to_zh;    /* and zh to en */
  float *null_zh, *null_en;   /* of each word: posterior of no link */
  float *share_zh, *share_en; /* of each type: of the words of the text */
  float *none_zh, *none_en;   /* of each type: how often it has no link */
  float jump_zh[JUMPS], jump_en[JUMPS];
  unsigned threads;
} link_model;

ZHEN_CHECK zhen_status link_model_learn(link_model *m, const link_text *text,
                                        unsigned threads);
void link_model_dispose(link_model *m);

#endif
