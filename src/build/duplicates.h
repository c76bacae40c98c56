/* SPDX-License-Identifier: Apache-2.0 */
/* Duplicates across a whole store, by the order of the corpus alone. */
#ifndef ZHEN_BUILD_DUPLICATES_H
#define ZHEN_BUILD_DUPLICATES_H

#include "store/store.h"

#include <zhen/filter.h>

/* How they are found; `meta` has it as text. */
typedef struct duplicates_how {
  bool exact; /* drop pairs of the same letters */
  int near;   /* bits that may differ; negative: none are dropped */
} duplicates_how;

duplicates_how duplicates_how_of(const zhen_filter *filter);

enum { DUPLICATES_TEXT = 48 };
void duplicates_put(const duplicates_how *how, char out[DUPLICATES_TEXT]);
bool duplicates_parse(duplicates_how *how, const char *text);

/*
 * Find them anew; within a transaction. Of pairs with the same letters the
 * first one stays; then a pair goes that is near one before it that stays, as
 * zhen_seen_check() would have it of the pairs in order.
 */
ZHEN_CHECK zhen_status duplicates_settle(database *db,
                                         const duplicates_how *how);

#endif
