/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_RELATION_RELATION_H
#define ZHEN_ALIGN_RELATION_RELATION_H

#include "align/relation/odds.h"

/* Are the texts translations of each other as a whole, by `within`? */
bool relation_is_parallel(const zhen_alignment *a, const relation_texts *t);

/*
 * Set how the texts are related, and their parallel passages, from `within`;
 * and make the scores, which assume translations, true anywhere: a pair is
 * right only in such a passage, and outside all sentences are unaligned.
 */
ZHEN_CHECK zhen_status relation_tell(zhen_alignment *a,
                                     const relation_texts *t);

#endif
