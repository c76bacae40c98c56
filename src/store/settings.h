/* SPDX-License-Identifier: Apache-2.0 */
/* The settings of a document, as text and as a digest. */
#ifndef ZHEN_STORE_SETTINGS_H
#define ZHEN_STORE_SETTINGS_H

#include "store/sql.h"

#include <zhen/build.h>

/*
 * The keys in the store of the alignment settings of documents, and of the
 * filter settings of pairs; added if new.
 */
ZHEN_CHECK zhen_status settings_align(database *db, const zhen_lexicon *lexicon,
                                      const zhen_build_options *options,
                                      int64_t *key);
ZHEN_CHECK zhen_status settings_filter(database *db, const zhen_filter *filter,
                                       int64_t *key);

#endif
