/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which word of one side each word of the other is a translation of: a hidden
 * Markov model (Vogel et al. 1996), with a null state that keeps the position
 * (Och and Ney 2003).
 */
#ifndef ZHEN_LINKS_HMM_H
#define ZHEN_LINKS_HMM_H

#include "base/mem.h"

/* Jumps of JUMP_FAR and more are one class. */
enum { JUMP_FAR = 6, JUMPS = 2 * JUMP_FAR + 1 };

/* Working memory, reused; `{0}` is empty. */
typedef struct hmm {
  size_t states, words;
  /* set by the caller, after hmm_reserve() */
  float *emit;       /* [word * states + state] */
  float *null;       /* [word]: with the probability of no translation */
  float jump[JUMPS]; /* JUMP_FAR: none */
  /* results */
  float *posterior;   /* as emit */
  float *unlinked;    /* [word]: posterior of no translation */
  float jumps[JUMPS]; /* expected number of each */
  /* inside */
  float *forward, *backward, *work;
  size_t cells_capacity[4], words_capacity[2], work_capacity;
} hmm;

ZHEN_CHECK zhen_status hmm_reserve(hmm *h, size_t states, size_t words);
void hmm_run(hmm *h);
void hmm_dispose(hmm *h);

#endif
