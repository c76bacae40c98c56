/* SPDX-License-Identifier: Apache-2.0 */
/* The state of a build, and the batches that its documents are stored in. */
#ifndef ZHEN_BUILD_BUILDER_H
#define ZHEN_BUILD_BUILDER_H

#include "base/progress.h"
#include "build/known.h"
#include "build/manifest_index.h"

#include <pthread.h>
#include <time.h>

typedef struct builder {
  recipe recipe;
  const zhen_build_options *options;
  progress *progress;
  manifest_index index;
  pthread_mutex_t reading; /* for the next three while threads work */
  manifest *manifest;
  uint64_t taken; /* entries of the manifest */
  bool drained;
  pthread_mutex_t lock; /* for everything that follows */
  zhen_store *store;
  store_writer writer;
  query begin, commit;
  known_documents known;
  int64_t run;
  zhen_build_counts counts;
  bool in_batch;
  size_t batch_documents, batch_bytes;
  time_t batch_began;
  bool stopped;        /* the caller requested it */
  bool failed;         /* stop taking entries */
  zhen_status watched; /* failure of the calling thread, and its message */
  char why[1024];
} builder;

/* An event for the caller; a document is a step of the progress. */
void builder_report(builder *b, zhen_build_event event, const char *what,
                    size_t line, const char *why);

/* Writes are in batches, a transaction each; what is added may end one. */
ZHEN_CHECK zhen_status builder_begin_batch(builder *b);
ZHEN_CHECK zhen_status builder_add_to_batch(builder *b, size_t size);
ZHEN_CHECK zhen_status builder_end_batch(builder *b);
bool builder_batch_is_due(const builder *b);

/* Remove a half-stored document; returns `status`, with its message. */
zhen_status builder_undo_batch(builder *b, zhen_status status);

#endif
