/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_JUDGE_MODEL_H
#define ZHEN_JUDGE_MODEL_H

#include "judge/features.h"

/* The log odds of being a translation, if half of all pairs are. */
double judge_odds(const judge_features *f);

/* The same against pairs of different sentences only: a translation with a
   fault or of a part is no other sentence. */
double judge_related(const judge_features *f);

#endif
