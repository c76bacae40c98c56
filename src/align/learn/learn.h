/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_LEARN_LEARN_H
#define ZHEN_ALIGN_LEARN_LEARN_H

#include "align/beads/alignment.h"
#include "align/score/params.h"
#include "tokens/document.h"

/* Add the word pairs learned from a first alignment to a document's edges. */
ZHEN_CHECK zhen_status document_learn(document *d, const zhen_alignment *a,
                                      const align_params *p);

#endif
