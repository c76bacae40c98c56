/* SPDX-License-Identifier: Apache-2.0 */
/* The ids of a manifest, on the disk: checked before a build starts. */
#ifndef ZHEN_BUILD_MANIFEST_INDEX_H
#define ZHEN_BUILD_MANIFEST_INDEX_H

#include "base/progress.h"
#include "build/manifest.h"
#include "store/sql.h"

#include <zhen/build.h>

typedef struct manifest_index {
  database db;
  query put, find;
  const zhen_build_options *options;
  uint64_t entries; /* of the whole manifest */
  uint64_t total;   /* of the shard to build */
  uint64_t faults;
  file_id store; /* the store to build, which cannot be in the list */
} manifest_index;

/* Whether a document belongs to the shard to build. */
bool manifest_index_shares(const zhen_build_options *options, const char *id);

/*
 * Read a manifest completely. Each error is reported; if there is any:
 * ZHEN_EINPUT. ZHEN_EUSAGE if the file `store` is in it. Close it even then.
 */
ZHEN_CHECK zhen_status manifest_index_open(manifest_index *l, manifest *m,
                                           const zhen_build_options *options,
                                           const char *store,
                                           progress *watched);

ZHEN_CHECK zhen_status manifest_index_has(manifest_index *l, const char *id,
                                          bool *has);

void manifest_index_close(manifest_index *l);

#endif
