/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_LEARN_FIT_H
#define ZHEN_ALIGN_LEARN_FIT_H

#include "align/beads/alignment.h"
#include "align/score/params.h"
#include "tokens/document.h"

/*
 * Fit the parameters to the document, from the beads of a first alignment: the
 * length ratio, and how often sentences are merged, split and omitted.
 */
void params_fit(align_params *p, const document *d, const zhen_alignment *a);

#endif
