/* SPDX-License-Identifier: Apache-2.0 */
/* The best alignment of the sentences around a bead that does not contain it.
 */
#ifndef ZHEN_ALIGN_EXPLAIN_RIVAL_H
#define ZHEN_ALIGN_EXPLAIN_RIVAL_H

#include "align/beads/alignment.h"

#include <zhen/explain.h>

/* Set the rival and the margin of an explanation whose score is known. */
ZHEN_CHECK zhen_status rival_find(zhen_explanation *out,
                                  const zhen_alignment *a);

#endif
