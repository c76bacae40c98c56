/* SPDX-License-Identifier: Apache-2.0 */
/* A document of a store, as an alignment. */
#ifndef ZHEN_CLI_STORED_H
#define ZHEN_CLI_STORED_H

#include "cli/article_job.h"

typedef struct stored {
  zhen_store *store;
  zhen_documents *documents;
  const zhen_stored_document *document;
  zhen_text *texts[2]; /* its sentences, a line each */
  zhen_side zh, en;
} stored;

/*
 * Find the document `id` of a store and align it with the stored beads. An exit
 * status; dispose of `*out` whatever it is.
 */
int stored_open(stored *out, article_job *p, const char *file, const char *id);

void stored_dispose(stored *s);

#endif
