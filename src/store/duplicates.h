/* SPDX-License-Identifier: Apache-2.0 */
/* Duplicates in a whole store, depending only on the order of the corpus. */
#ifndef ZHEN_STORE_DUPLICATES_H
#define ZHEN_STORE_DUPLICATES_H

#include "store/store.h"

#include <zhen/filter.h>

/* How to find them; `meta` stores it as text. */
typedef struct duplicates_how {
  bool exact; /* drop pairs with the same letters */
  int near;   /* bits that may differ; negative: do not drop near duplicates */
} duplicates_how;

duplicates_how duplicates_how_of(const zhen_filter *filter);

enum { DUPLICATES_TEXT = 48 };
void duplicates_put(const duplicates_how *how, char out[DUPLICATES_TEXT]);
bool duplicates_parse(duplicates_how *how, const char *text);

/*
 * Find them again; within a transaction. Of pairs with the same letters the
 * first one is kept; then a pair is dropped if it is near an earlier one that
 * is kept, the same result as zhen_seen_check() on the pairs in order.
 */
ZHEN_CHECK zhen_status duplicates_settle(database *db,
                                         const duplicates_how *how);

#endif
