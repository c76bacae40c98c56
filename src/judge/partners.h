/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_JUDGE_PARTNERS_H
#define ZHEN_JUDGE_PARTNERS_H

#include "judge/reading.h"

/* How sure the partner of a word is: 0, it has none, to 1. */
float judge_surety(const judge_word *w);

/* Read both sides of a pair, and find which of their words and numbers
   translate each other. */
ZHEN_CHECK zhen_status judge_read(judge_reader *r, zhen_str zh, zhen_str en);

#endif
