/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of a store: opening it, its schema, its state. */
#ifndef ZHEN_STORE_STORE_H
#define ZHEN_STORE_STORE_H

#include "store/sql.h"

#include <zhen/store.h>

struct zhen_store {
  database db;
  int lock; /* descriptor that locks out other builders; -1 when reading */
};

/*
 * Open a store to write it, created if missing, and lock out all other writers.
 * ZHEN_EOUTPUT if there is one.
 */
ZHEN_CHECK zhen_status store_open_to_write(zhen_store **out, const char *path);

/*
 * Lock a store that will be replaced and write its log back, so that nothing of
 * it can get into the store that takes its name. The caller closes `*lock`; -1:
 * there is no store. ZHEN_EOUTPUT if another process builds it, or reads it
 * while it has a log; if it is not a zhen store; if there is a log without its
 * store.
 */
ZHEN_CHECK zhen_status store_claim(int *lock, const char *path);

/* Its file, with links resolved; borrowed. */
const char *store_path(const zhen_store *store);

/* Create the schema in an empty database. */
ZHEN_CHECK zhen_status store_create(database *db);

/* Whether `db` is a store that can be read. */
ZHEN_CHECK zhen_status store_check(database *db);

/*
 * A temporary view of the table `document` of the schema `of`, with the columns
 * of this version.
 */
ZHEN_CHECK zhen_status store_view_documents(database *db, const char *of,
                                            const char *name);

/*
 * A reader of single documents by their ids, within any transaction; it does
 * not set their names. NULL: there is none. Free it like any reader.
 */
ZHEN_CHECK zhen_status documents_open_by_id(zhen_documents **out,
                                            zhen_store *store);
ZHEN_CHECK zhen_status documents_get(zhen_documents *d, const char *id,
                                     const zhen_stored_document **out);

/* A value of `meta`, copied into `out`; "" if missing. */
ZHEN_CHECK zhen_status store_meta(database *db, const char *name, char *out,
                                  size_t size);
ZHEN_CHECK zhen_status store_set_meta(database *db, const char *name,
                                      const char *value);

#endif
