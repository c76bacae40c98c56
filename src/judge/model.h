/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_JUDGE_MODEL_H
#define ZHEN_JUDGE_MODEL_H

#include "judge/features.h"

/* The log odds of being a translation, against pairs of different sentences
   only, if half of all pairs are: a translation with a fault or of a part is no
   other sentence. */
double judge_related(const judge_features *f);

/* The same against all other pairs; `related` is what judge_related() gives. */
double judge_odds(const judge_features *f, double related);

#endif
