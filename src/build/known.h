/* SPDX-License-Identifier: Apache-2.0 */
/* What the store knows of a document, and the work that this leaves. */
#ifndef ZHEN_BUILD_KNOWN_H
#define ZHEN_BUILD_KNOWN_H

#include "build/document_job.h"

/* The work that a document needs. */
typedef enum document_task {
  TASK_NOTHING,
  TASK_JUDGE,
  TASK_ALIGN
} document_task;

typedef struct known_documents {
  zhen_store *store;
  bool redo;                /* align all again */
  int64_t settings, filter; /* keys of this build */
  query find;
  zhen_documents *stored; /* opened when the first one is read */
} known_documents;

typedef struct known_document {
  document_task task;
  const char *failure; /* of TASK_NOTHING: in j->failure; NULL: aligned */
  bool not_parallel;   /* dropped by the rule on documents */
} known_document;

/* After the settings are set. Close it even after a failure. */
ZHEN_CHECK zhen_status known_open(known_documents *k);
void known_close(known_documents *k);

/*
 * Look up a document that was read. For TASK_JUDGE, `j` takes its beads from
 * the store.
 */
ZHEN_CHECK zhen_status known_look_up(known_documents *k, document_job *j,
                                     known_document *out);

#endif
