/* SPDX-License-Identifier: Apache-2.0 */
/* The settings of a document, as text and as a digest. */
#ifndef ZHEN_STORE_SETTINGS_H
#define ZHEN_STORE_SETTINGS_H

#include "store/sql.h"

#include <zhen/build.h>

/* Hexadecimal digits of 128 bits, and NUL. */
enum { DIGEST = 33 };

/* A digest over several pieces. */
typedef struct digester {
  struct XXH3_state_s *state;
} digester;

ZHEN_CHECK zhen_status digester_open(digester *d);

/* Includes the length, so that different cuts give different digests. */
void digester_add(digester *d, const void *bytes, size_t len);

/* Finish it. */
void digester_close(digester *d, char out[DIGEST]);

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
