/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A store that is shown, never written. The server asks it for what takes
 * milliseconds; all else is the work of a thread that has it open a second
 * time: counts, samples of what the rules dropped, the list of documents by
 * which they are sorted, and searches.
 */
#ifndef ZHEN_DESK_STORE_H
#define ZHEN_DESK_STORE_H

#include "desk/view.h"

enum {
  STORE_ROWS = 2 << 20, /* documents that can be sorted: 24 bytes each */
  STORE_SAMPLES = 10,   /* of each rule */
  STORE_FAILURES = 200, /* that are listed */
  STORE_FOUND = 100,    /* pairs of a search that are kept at a time */
  STORE_CONTEXT = 1     /* pairs before and after these */
};

/* What a document is sorted by. */
typedef struct desk_row {
  int64_t key;
  float parallel, mean; /* negative: unknown */
  uint32_t pairs, kept;
} desk_row;

struct desk_store {
  char *path;
  char name[DESK_NAME + 1];
  zhen_store *store; /* of the server */
  zhen_lexicon *lexicon;

  /* Of the server. */
  int64_t *order;
  char ordered[16]; /* how `order` is sorted; empty: not */

  pthread_t thread;
  bool begun;
  atomic_int quit, cancel; /* all; the search */
  pthread_mutex_t lock;
  pthread_cond_t changed;

  /* Under the lock. */
  json_t *state; /* what is known of the store; it only grows */
  desk_row *rows;
  size_t n_rows;
  bool listed; /* `rows` is complete, and stays so */
  char *wanted;
  size_t skip;
  bool all, searching, more;
  unsigned search; /* the number of the search */
  json_t *found;
  char message[512];
};

/* ---- store_thread.c ---- */

/* Begin a search, instead of another one. */
zhen_status desk_store_find(desk_store *s, const char *text, size_t skip,
                            bool all, desk_failure *why);

/* ---- store_find.c ---- */

/* Of the thread. */
zhen_status desk_store_search(desk_store *s, zhen_store *store,
                              const char *text, size_t skip, bool all,
                              desk_failure *why);

/* A bead as the page shows it. */
json_t *desk_store_bead(const zhen_stored_document *d,
                        zhen_documents *documents, size_t n,
                        const zhen_text_query *query);

#endif
