/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/progress.h
 * Watching and cancelling a long call.
 *
 * The options of every call that may run for minutes have a `progress`. Its
 * callbacks are called by one thread at a time, but not always by the one that
 * made the call. They must not call zhen functions on the objects of the call.
 */
#ifndef ZHEN_PROGRESS_H
#define ZHEN_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <zhen/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How far a call is. */
typedef struct zhen_progress_state {
  const char *stage; /**< what is being done, such as "second pass"; static */
  const char *unit;  /**< what is counted, in the plural, such as "documents";
                          static */
  uint64_t done;     /**< in this stage; never decreases within it */
  uint64_t total;    /**< 0: not known */
} zhen_progress_state;

/** Callbacks of a call; each may be NULL. See the options in zhen.h. */
typedef struct zhen_progress {
  size_t struct_size; /**< set by the initializer below */

  /** Called at least every few milliseconds, and often much more: it should do
      no more than read a flag. True cancels the call, which then fails with
      ZHEN_ECANCELLED within 100 ms unless its header says otherwise; it is not
      called again after that. */
  bool (*cancel)(void *context);

  /** Called when a stage begins, and at most every 20 ms within one. */
  void (*report)(void *context, const zhen_progress_state *state);

  void *context; /**< of both callbacks */
} zhen_progress;

/** No callbacks. */
#define ZHEN_PROGRESS_INIT ZHEN_OPTIONS_INIT(zhen_progress)

/**
 * A `cancel` for languages whose own functions are too slow to be called that
 * often: true once the `int` at `context`, which any thread may set, is not 0.
 */
ZHEN_API bool zhen_progress_flag(void *context);

#ifdef __cplusplus
}
#endif
#endif
