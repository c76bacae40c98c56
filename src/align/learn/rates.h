/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_LEARN_RATES_H
#define ZHEN_ALIGN_LEARN_RATES_H

#include "align/beads/alignment.h"
#include "align/score/params.h"
#include "tokens/document.h"

/* Set how surely the words of a document are translated, from a first alignment
   and the edges. */
ZHEN_CHECK zhen_status document_learn_rates(document *d,
                                            const zhen_alignment *a,
                                            const align_params *p);

#endif
