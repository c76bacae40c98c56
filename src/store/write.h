/* SPDX-License-Identifier: Apache-2.0 */
/* Write documents to a store. */
#ifndef ZHEN_STORE_WRITE_H
#define ZHEN_STORE_WRITE_H

#include "store/store.h"

#include <zhen/filter.h>
#include <zhen/write.h>

/* The filter result of a bead, computed before it is stored. */
typedef struct judged {
  const char *rule; /* the rule that it failed, static; NULL if none */
  double value, threshold;
  bool passed; /* a pair that failed none: the following is set */
  zhen_signature signature;
} judged;

/* A document to be stored; all borrowed. */
typedef struct document_result {
  const char *id;
  const char *zh_name, *en_name; /* NULL: inline */
  const char *content;           /* digest; NULL: could not be read */
  int64_t settings, filter;      /* keys of the settings */
  const char *failure;           /* NULL: the following are set */
  const zhen_side *zh, *en;
  const zhen_bead *beads;
  const judged *judged; /* of each bead */
  size_t count;
  double parallel;
  zhen_relation relation;
  const char *rule; /* that dropped the whole document, static; NULL: none */
} document_result;

typedef struct store_writer {
  query find, forget_document, put_document;
  query forget[4]; /* sentences, beads and filter results */
  query put_sentence, put_bead, put_rejected;
  query set_signature, set_filter;
} store_writer;

/* Close it even after a failure. */
ZHEN_CHECK zhen_status store_writer_open(store_writer *w, database *db);
void store_writer_close(store_writer *w);

/* Replace the document with this id; within a transaction. */
ZHEN_CHECK zhen_status store_put(store_writer *w,
                                 const document_result *document);

/* Replace the filter results of a document; within a transaction. */
ZHEN_CHECK zhen_status store_judge(store_writer *w,
                                   const document_result *document);

/* Remove a document by its key; within a transaction. */
ZHEN_CHECK zhen_status store_remove(store_writer *w, int64_t key);

#endif
