/* SPDX-License-Identifier: Apache-2.0 */
#include "base/progress.h"
#include "base/fail.h"
#include "base/options.h"

#include <stddef.h>
#include <time.h>

static const int64_t interval = 20000000;

/* The exact clock takes three times as long, and loops ask at each cell. */
static int64_t now(void)
{
  struct timespec t;

  clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

zhen_status progress_open(progress *p, const zhen_progress *given)
{
  *p = (progress){.busy = ATOMIC_FLAG_INIT};
  return OPTIONS_TAKE(&p->asked, given);
}

static void report(progress *p, bool due)
{
  int64_t time;

  if (!p->asked.report || !p->state.stage)
    return;
  time = now();
  if (!due && time < p->next)
    return;
  p->next = time + interval;
  p->state.done = atomic_load_explicit(&p->done, memory_order_relaxed);
  if (p->state.total && p->state.done > p->state.total)
    p->state.done = p->state.total;
  p->asked.report(p->asked.context, &p->state);
}

/* A thread that finds another one in the callbacks leaves them to it. */
static void call(progress *p, bool due)
{
  if (atomic_flag_test_and_set_explicit(&p->busy, memory_order_acquire))
    return;
  if (!atomic_load(&p->cancelled)) {
    if (p->asked.cancel && p->asked.cancel(p->asked.context))
      atomic_store(&p->cancelled, true);
    else
      report(p, due);
  }
  atomic_flag_clear_explicit(&p->busy, memory_order_release);
}

void progress_begin(progress *p, const char *stage, const char *unit,
                    uint64_t total)
{
  if (!p || atomic_load(&p->cancelled))
    return;
  p->state = (zhen_progress_state){stage, unit, 0, total};
  atomic_store(&p->done, 0);
  call(p, true);
}

bool progress_cancelled(void *watched)
{
  progress *p = watched;

  if (!p || (!p->asked.cancel && !p->asked.report))
    return false;
  call(p, false);
  return atomic_load_explicit(&p->cancelled, memory_order_relaxed);
}

zhen_status progress_step(progress *p, uint64_t n)
{
  if (p && n)
    atomic_fetch_add_explicit(&p->done, n, memory_order_relaxed);
  return progress_cancelled(p) ? zhen_fail(ZHEN_ECANCELLED, "cancelled")
                               : ZHEN_OK;
}

zhen_progress progress_inner(progress *p)
{
  return (zhen_progress){.struct_size = sizeof(zhen_progress),
                         .cancel = progress_cancelled,
                         .context = p};
}

bool zhen_progress_flag(void *context)
{
  const atomic_int *flag = context;

  return atomic_load_explicit(flag, memory_order_relaxed) != 0;
}
