/* SPDX-License-Identifier: Apache-2.0 */
/* What a document was made with, in words and as a digest. */
#ifndef ZHEN_STORE_SETTINGS_H
#define ZHEN_STORE_SETTINGS_H

#include "store/sql.h"

#include <zhen/build.h>

/* Hexadecimal digits of 128 bits, and NUL. */
enum { DIGEST = 33 };

/* A digest being taken of several pieces. */
typedef struct digester {
  struct XXH3_state_s *state;
} digester;

ZHEN_CHECK zhen_status digester_open(digester *d);

/* The length counts, so that what is cut elsewhere is something else. */
void digester_add(digester *d, const void *bytes, size_t len);

/* Ends it. */
void digester_close(digester *d, char out[DIGEST]);

/* The keys in the store of what documents are aligned with, and what pairs are
   judged by; put there if they are new. */
ZHEN_CHECK zhen_status settings_align(database *db, const zhen_lexicon *lexicon,
                                      const zhen_build_options *options,
                                      int64_t *key);
ZHEN_CHECK zhen_status settings_filter(database *db, const zhen_filter *filter,
                                       int64_t *key);

#endif
