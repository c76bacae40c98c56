/* SPDX-License-Identifier: Apache-2.0 */
/* The ids that a manifest lists, on the disk: checked before a build begins. */
#ifndef ZHEN_BUILD_MANIFEST_INDEX_H
#define ZHEN_BUILD_MANIFEST_INDEX_H

#include "base/progress.h"
#include "build/manifest.h"
#include "store/sql.h"

#include <zhen/build.h>

typedef struct listing {
  database db;
  query put, find;
  const zhen_build_options *options;
  uint64_t entries; /* of the whole manifest */
  uint64_t total;   /* of the share that is to be built */
  uint64_t faults;
  file_id store; /* what is built, and so cannot be in the list */
} listing;

/* Whether a document belongs to the share that is to be built. */
bool listing_shares(const zhen_build_options *options, const char *id);

/*
 * Read a manifest through. Each fault is told; if there is any: ZHEN_EINPUT.
 * ZHEN_EUSAGE if the file `store` is in it.
 * Close in any case.
 */
ZHEN_CHECK zhen_status listing_open(listing *l, manifest *m,
                                    const zhen_build_options *options,
                                    const char *store, progress *watched);

ZHEN_CHECK zhen_status listing_has(listing *l, const char *id, bool *has);

void listing_close(listing *l);

#endif
