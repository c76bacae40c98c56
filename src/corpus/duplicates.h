/* SPDX-License-Identifier: Apache-2.0 */
/* Duplicates across a whole store, by the order of the corpus alone. */
#ifndef ZHEN_CORPUS_DUPLICATES_H
#define ZHEN_CORPUS_DUPLICATES_H

#include "corpus/store.h"

#include <zhen/filter.h>

/*
 * Find them anew; within a transaction. Of pairs with the same letters the
 * first one stays; then a pair goes that is near one before it that stays, as
 * zhen_seen_check() would have it of the pairs in order. `stop` may be NULL;
 * asked now and then, true ends it with `*stopped`.
 */
ZHEN_CHECK zhen_status duplicates_settle(database *db,
                                         const zhen_filter *filter,
                                         bool (*stop)(void *), void *context,
                                         bool *stopped);

#endif
