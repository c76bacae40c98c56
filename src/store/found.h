/* SPDX-License-Identifier: Apache-2.0 */
/* Which documents of a store may contain a text. */
#ifndef ZHEN_STORE_FOUND_H
#define ZHEN_STORE_FOUND_H

#include "base/buf.h"
#include "store/index.h"

typedef struct found_texts {
  database *db;
  found_documents indexed;
  int64_t *rest; /* keys after the index that contain the text, in order */
  size_t n_rest, rest_capacity;
  bool few; /* so few that they are looked up one by one */
  buf list;
} found_texts;

/*
 * Search the index, and the documents after it. Adds two functions to the
 * database: holds_query(text), and is_found(document), which is true for some
 * documents without the text. Must not move; dispose even after a failure.
 */
ZHEN_CHECK zhen_status found_open(found_texts *f, database *db,
                                  const zhen_text_query *wanted);
void found_dispose(found_texts *f);

/* If they are few: their keys, as a JSON array. */
zhen_str found_list(const found_texts *f);

#endif
