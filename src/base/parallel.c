/* SPDX-License-Identifier: Apache-2.0 */
#include "base/parallel.h"
#include "base/fail.h"
#include "base/mem.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct team {
  parallel_work *work;
  void *context;
  pthread_mutex_t lock;
  size_t next;   /* piece to begin; under the lock, like all that follows */
  size_t failed; /* lowest number that failed; their count if none */
  zhen_status status;
  char message[1024];
} team;

/* Pieces below the lowest failure are begun even after it. */
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

static void *run(void *context)
{
  team *t = context;
  size_t number;

  while (take(t, &number)) {
    zhen_status status = t->work(t->context, number);

    if (status != ZHEN_OK)
      keep_failure(t, number, status);
  }
  return NULL;
}

/* A thread that cannot be had is done without: the calling one always works. */
static size_t start(team *t, pthread_t *threads, size_t wanted)
{
  size_t n = 0;

  while (n < wanted && pthread_create(&threads[n], NULL, run, t) == 0)
    n++;
  return n;
}

zhen_status parallel_for(size_t count, unsigned threads, parallel_work *work,
                         void *context)
{
  team t = {.work = work, .context = context, .failed = count};
  size_t others = threads > 1 ? threads - 1 : 0, started = 0;
  pthread_t *thread = NULL;

  if (others + 1 > count)
    others = count ? count - 1 : 0;
  if (others) {
    thread = mem_calloc(others, sizeof *thread);
    if (!thread)
      return zhen_fail_memory();
  }
  if (pthread_mutex_init(&t.lock, NULL) != 0) {
    free(thread);
    return zhen_fail_memory();
  }
  if (thread)
    started = start(&t, thread, others);
  run(&t);
  for (size_t n = 0; n < started; n++)
    pthread_join(thread[n], NULL);
  pthread_mutex_destroy(&t.lock);
  free(thread);
  if (t.status != ZHEN_OK)
    return zhen_fail(t.status, "%s", t.message);
  return ZHEN_OK;
}

unsigned parallel_processors(void)
{
  cpu_set_t set;
  int n;

  if (sched_getaffinity(0, sizeof set, &set) != 0)
    return 1;
  n = CPU_COUNT(&set);
  return n > 0 ? (unsigned)n : 1;
}
