/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_LEARN_FIT_VECTORS_H
#define ZHEN_ALIGN_LEARN_FIT_VECTORS_H

#include "align/beads/alignment.h"
#include "align/score/params.h"
#include "align/score/vectors.h"

/*
 * Fit the vectors to the document; see vectors.h for the term. m0 is estimated
 * from sentences that are far from each other, m1 from the nearest ones around
 * the path of the first pass, s from both. Any set has a nearest element, so
 * the value of the nearest of far sentences is subtracted from m1 - m0: vectors
 * that cannot distinguish translations from chance then have no effect.
 */
void vectors_fit(vectors *v, const document *d, const zhen_alignment *first,
                 const align_params *p);

#endif
