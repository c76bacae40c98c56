/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_RELATION_RELATION_H
#define ZHEN_ALIGN_RELATION_RELATION_H

#include "align/relation/odds.h"

/* Are the texts translations of each other as a whole, by `within`? */
bool relation_is_parallel(const zhen_alignment *a, const relation_texts *t);

/*
 * Set `within` of the alignment of a digest (of the Chinese side, or else of
 * the English one): that some sentence of it is translated, for all beads; the
 * scores become those that assume it. Most of the other side is unaligned
 * however close the texts are.
 */
ZHEN_CHECK zhen_status relation_of_digest(zhen_alignment *a, bool zh_is_digest);

/*
 * Set how the texts are related, and their parallel passages, from `within`;
 * and make the scores, which assume translations, true anywhere: a pair is
 * right only in such a passage, and outside all sentences are unaligned.
 */
ZHEN_CHECK zhen_status relation_tell(zhen_alignment *a,
                                     const relation_texts *t);

#endif
