/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_LEARN_FIT_TIMES_H
#define ZHEN_ALIGN_LEARN_FIT_TIMES_H

#include "align/beads/alignment.h"
#include "align/score/params.h"
#include "tokens/document.h"

/*
 * Put the times of both sides of a document on one clock, that of the English,
 * and set `has_times`, if the beads of a first alignment show how: films are
 * cut, shifted, and shown at another rate. Without times, or if they say
 * nothing, nothing is changed.
 */
ZHEN_CHECK zhen_status times_fit(align_params *p, document *d,
                                 const zhen_sentences *zh,
                                 const zhen_sentences *en,
                                 const zhen_alignment *first);

#endif
