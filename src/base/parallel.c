/* SPDX-License-Identifier: Apache-2.0 */
#include "base/parallel.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/system.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct team {
  parallel_work *work;
  void *context;
  pthread_mutex_t lock;
  pthread_cond_t idle;
  size_t next; /* next piece to start; under the lock, like all that follows */
  size_t at_work; /* threads */
  size_t failed;  /* lowest number that failed; the count if none */
  zhen_status status;
  char message[1024];
} team;

/* Pieces below the lowest failure are started even after it. */
static bool take(team *t, size_t *number)
{
  bool taken;

  pthread_mutex_lock(&t->lock);
  taken = t->next < t->failed;
  if (taken)
    *number = t->next++;
  pthread_mutex_unlock(&t->lock);
  return taken;
}

static void keep_failure(team *t, size_t number, zhen_status status)
{
  pthread_mutex_lock(&t->lock);
  if (number < t->failed) {
    t->failed = number;
    t->status = status;
    snprintf(t->message, sizeof t->message, "%s", zhen_error_last());
  }
  pthread_mutex_unlock(&t->lock);
}

static void do_pieces(team *t)
{
  size_t number;

  while (take(t, &number)) {
    zhen_status status = t->work(t->context, number);

    if (status != ZHEN_OK)
      keep_failure(t, number, status);
  }
}

static void *run(void *context)
{
  team *t = context;

  do_pieces(t);
  pthread_mutex_lock(&t->lock);
  t->at_work--;
  pthread_cond_signal(&t->idle);
  pthread_mutex_unlock(&t->lock);
  return NULL;
}

/* Continue with fewer threads if one cannot be created. */
static size_t start(team *t, pthread_t *threads, size_t wanted)
{
  size_t n = 0;

  pthread_mutex_lock(&t->lock);
  while (n < wanted && pthread_create(&threads[n], NULL, run, t) == 0)
    n++;
  t->at_work = n;
  pthread_mutex_unlock(&t->lock);
  return n;
}

/* Whether all threads ended before the next call of `watch`. */
static bool await_idle(team *t)
{
  const struct timespec until = system_time_in(WATCH_MS);
  bool idle;

  pthread_mutex_lock(&t->lock);
  while (t->at_work > 0 &&
         pthread_cond_timedwait(&t->idle, &t->lock, &until) == 0) {
  }
  idle = t->at_work == 0;
  pthread_mutex_unlock(&t->lock);
  return idle;
}

static bool open_team(team *t)
{
  if (system_condition_open(&t->idle) != 0)
    return false;
  if (pthread_mutex_init(&t->lock, NULL) == 0)
    return true;
  pthread_cond_destroy(&t->idle);
  return false;
}

static void close_team(team *t)
{
  pthread_mutex_destroy(&t->lock);
  pthread_cond_destroy(&t->idle);
}

/* The calling thread works with `others`, or calls `watch` if given. */
static void run_team(team *t, pthread_t *thread, size_t others,
                     parallel_watch *watch)
{
  size_t started = others ? start(t, thread, others) : 0;

  while (watch && started && !await_idle(t))
    watch(t->context);
  do_pieces(t);
  for (size_t n = 0; n < started; n++)
    pthread_join(thread[n], NULL);
}

zhen_status parallel_for_watched(size_t count, unsigned threads,
                                 parallel_work *work, parallel_watch *watch,
                                 void *context)
{
  team t = {.work = work, .context = context, .failed = count};
  size_t wanted = threads ? threads : 1, others;
  pthread_t *thread = NULL;

  if (wanted > count)
    wanted = count;
  others = watch || wanted == 0 ? wanted : wanted - 1;
  if (others) {
    thread = mem_calloc(others, sizeof *thread);
    if (!thread)
      return zhen_fail_memory();
  }
  if (!open_team(&t)) {
    free(thread);
    return zhen_fail_memory();
  }
  run_team(&t, thread, others, watch);
  close_team(&t);
  free(thread);
  if (t.status != ZHEN_OK)
    return zhen_fail(t.status, "%s", t.message);
  return ZHEN_OK;
}

zhen_status parallel_for(size_t count, unsigned threads, parallel_work *work,
                         void *context)
{
  return parallel_for_watched(count, threads, work, NULL, context);
}

unsigned parallel_processors(void)
{
  return system_processors();
}
