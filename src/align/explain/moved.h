/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Moved passages: beads cannot cross, so a passage that is elsewhere in the
 * translation is unaligned on both sides. Unaligned sentences that are each
 * other's best partner, by words and lengths, with pairs between them, are
 * reported as moved if they form a passage that is unlikely by chance.
 */
#ifndef ZHEN_ALIGN_EXPLAIN_MOVED_H
#define ZHEN_ALIGN_EXPLAIN_MOVED_H

#include "align/beads/alignment.h"
#include "align/score/model.h"
#include "tokens/document.h"

/*
 * Find the moved passages of a finished alignment. Linear time in the number of
 * unaligned sentences: words in many of them are ignored.
 */
ZHEN_CHECK zhen_status moved_find(zhen_alignment *a, const document *d,
                                  const score_model *m);

#endif
