/* SPDX-License-Identifier: Apache-2.0 */
/* The documents of one store, or of several as if they were merged. */
#ifndef ZHEN_EXPORT_CORPUS_H
#define ZHEN_EXPORT_CORPUS_H

#include "store/store.h"

typedef struct corpus {
  zhen_store *const *stores; /* borrowed */
  size_t count;
  zhen_documents **readers;           /* of each store */
  const zhen_stored_document **heads; /* their next documents; NULL: none */
  zhen_documents *last;               /* the reader of the last document */
  database marks; /* of several: ids, signatures, and the duplicates of all */
  query find;
  database_stop *stop; /* NULL: never */
  void *context;
} corpus;

/*
 * Of several stores: read the signatures and find duplicates among all.
 * `c->stop` and its context are set by the caller. Close it even after a
 * failure.
 */
ZHEN_CHECK zhen_status corpus_open(corpus *c, zhen_store *const *stores,
                                   size_t count);
void corpus_close(corpus *c);

/* How many documents there are. */
ZHEN_CHECK zhen_status corpus_size(corpus *c, uint64_t *documents);

/* Read them in order, with the duplicates of all marked; NULL at the end. Any
   number of times, one after the other. */
ZHEN_CHECK zhen_status corpus_begin(corpus *c);
ZHEN_CHECK zhen_status corpus_next(corpus *c, const zhen_stored_document **out);
void corpus_end(corpus *c);

#endif
