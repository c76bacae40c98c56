/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of a store: opening it, its schema, its state. */
#ifndef ZHEN_STORE_STORE_H
#define ZHEN_STORE_STORE_H

#include "store/sql.h"

#include <zhen/store.h>

struct zhen_store {
  database db;
  int lock; /* descriptor that keeps other builders out; -1 when reading */
};

/*
 * Open a store to write it, made if it is missing, and lock out all others who
 * would. ZHEN_EOUTPUT if one is at it.
 */
ZHEN_CHECK zhen_status store_open_to_write(zhen_store **out, const char *path);

/*
 * Lock a store that is to be replaced and make it whole without its log, so
 * that nothing of it can get into the one that takes its name. `*lock` is to be
 * closed; -1: there is no store. ZHEN_EOUTPUT if another process builds it, or
 * reads it while it has a log; if it is none of ours; if a log without its
 * store is beside it.
 */
ZHEN_CHECK zhen_status store_claim(int *lock, const char *path);

/* Whether the store that is locked still has its name. */
bool store_is_at(int lock, const char *path);

/* Its file, wherever links led; borrowed. */
const char *store_path(const zhen_store *store);

/* Lay out an empty database. */
ZHEN_CHECK zhen_status store_create(database *db);

/* Whether `db` is a store of this version. */
ZHEN_CHECK zhen_status store_check(database *db);

/* A way to single documents by their ids, within any transaction; their names
   are not told. NULL: there is none. Free as all such ways. */
ZHEN_CHECK zhen_status documents_open_by_id(zhen_documents **out,
                                            zhen_store *store);
ZHEN_CHECK zhen_status documents_get(zhen_documents *d, const char *id,
                                     const zhen_document **out);

/* A value of `meta`, copied into `out`; "" if it is not there. */
ZHEN_CHECK zhen_status store_meta(database *db, const char *name, char *out,
                                  size_t size);
ZHEN_CHECK zhen_status store_set_meta(database *db, const char *name,
                                      const char *value);

#endif
