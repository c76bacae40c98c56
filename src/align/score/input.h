/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The input of the aligner: a document or a section of one, and what is known
 * about it besides its tokens. A section counts its units and sentences from 0;
 * types, constraints and vectors are those of the whole document.
 */
#ifndef ZHEN_ALIGN_SCORE_INPUT_H
#define ZHEN_ALIGN_SCORE_INPUT_H

#include "tokens/document.h"

typedef struct align_input {
  const document *d;
  const struct constraints *constraints; /* NULL: none */
  const struct vectors *vectors;         /* NULL: none */
  const struct digest_scores *digest;    /* NULL: no side is a digest */
  uint32_t zh_at, en_at; /* its first units in the whole document */
} align_input;

#endif
