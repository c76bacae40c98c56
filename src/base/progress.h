/* SPDX-License-Identifier: Apache-2.0 */
/* The callbacks of a call, for the loops that do its work. */
#ifndef ZHEN_BASE_PROGRESS_H
#define ZHEN_BASE_PROGRESS_H

#include <stdatomic.h>
#include <zhen/progress.h>

typedef struct progress {
  zhen_progress asked;
  zhen_progress_state state;
  int64_t next; /* report, in nanoseconds */
  _Atomic uint64_t done;
  atomic_bool cancelled;
  atomic_flag busy; /* a thread is in a callback */
} progress;

/* Take the callbacks of the caller; NULL: none. */
ZHEN_CHECK zhen_status progress_open(progress *p, const zhen_progress *given);

/* Begin a stage. Here and below, NULL for `p` is fine: nobody watches. */
void progress_begin(progress *p, const char *stage, const char *unit,
                    uint64_t total);

/*
 * `n` more are done, or 0 to ask only; from any thread.
 * ZHEN_ECANCELLED if the caller has cancelled.
 */
ZHEN_CHECK zhen_status progress_step(progress *p, uint64_t n);

/* Whether the caller has cancelled; `p` is a progress. */
bool progress_cancelled(void *p);

/* For a call within the watched one, from any thread: cancelled with it, and
   not reported. */
zhen_progress progress_inner(progress *p);

#endif
