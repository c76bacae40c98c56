/* SPDX-License-Identifier: Apache-2.0 */
/* The ids that a manifest lists, on the disk: checked before a build begins. */
#ifndef ZHEN_BUILD_MANIFEST_INDEX_H
#define ZHEN_BUILD_MANIFEST_INDEX_H

#include "build/manifest.h"
#include "store/sql.h"

#include <zhen/build.h>

typedef struct manifest_index {
  database db;
  query put, find;
  const zhen_build_options *options;
  uint64_t entries; /* of the whole manifest */
  uint64_t total;   /* of the share that is to be built */
  uint64_t faults;
  file_id store; /* what is built, and so cannot be in the list */
} manifest_index;

/* Whether a document belongs to the share that is to be built. */
bool manifest_index_shares(const zhen_build_options *options, const char *id);

/*
 * Read a manifest through. Each fault is told; if there is any: ZHEN_EINPUT.
 * ZHEN_EUSAGE if the file `store` is in it.
 * Close in any case.
 */
ZHEN_CHECK zhen_status manifest_index_open(manifest_index *l, manifest *m,
                                           const zhen_build_options *options,
                                           const char *store);

ZHEN_CHECK zhen_status manifest_index_has(manifest_index *l, const char *id,
                                          bool *has);

void manifest_index_close(manifest_index *l);

#endif
