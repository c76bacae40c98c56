/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Independent pieces of work on several threads. The result of a piece depends
 * on its number alone, so results are the same for any number of threads.
 */
#ifndef ZHEN_BASE_PARALLEL_H
#define ZHEN_BASE_PARALLEL_H

#include <stddef.h>
#include <zhen/error.h>

/* Do piece `number`; called from any thread, at most once per number. */
typedef zhen_status parallel_work(void *context, size_t number);

/*
 * Do the pieces 0 .. count - 1 on up to `threads` threads, including the
 * calling one; lower numbers start first. After a failure no further piece is
 * started. The failure returned, with its message, is the one of the lowest
 * number: the one that a single thread would have hit.
 */
ZHEN_CHECK zhen_status parallel_for(size_t count, unsigned threads,
                                    parallel_work *work, void *context);

/*
 * The same on `threads` other threads, while the calling one calls `watch`
 * every WATCH_MS until all is done. If no thread can be created, it does the
 * pieces itself and never calls `watch`.
 */
enum { WATCH_MS = 20 };

typedef void parallel_watch(void *context);

ZHEN_CHECK zhen_status parallel_for_watched(size_t count, unsigned threads,
                                            parallel_work *work,
                                            parallel_watch *watch,
                                            void *context);

/* The number of processors that this process may use; at least 1. */
unsigned parallel_processors(void);

#endif
