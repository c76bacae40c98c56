/* SPDX-License-Identifier: Apache-2.0 */
/* The thread that does the works, one after another. */
#include "desk/server.h"

#include <stdio.h>
#include <string.h>

/* One to align, or one to restore, which somebody waits for. */
static desk_work *next_queued(const desk *d)
{
  for (size_t k = 0; k < DESK_WORKS; k++)
    if (d->works[k] && d->works[k]->restoring)
      return d->works[k];
  for (size_t k = 0; k < DESK_WORKS; k++)
    if (d->works[k] && d->works[k]->stage == DESK_QUEUED)
      return d->works[k];
  return NULL;
}

static zhen_status do_work(desk *d, desk_work *w, desk_failure *why)
{
  if (w->saving)
    return desk_memory_save(w, &d->lock, why);
  if (desk_is_memory(w, &d->lock))
    return desk_memory_read(w, &d->lock, d->options->threads, why);
  return desk_align(w, &d->lock, d->options->threads, why);
}

static void do_one(desk *d, desk_work *w)
{
  desk_failure why = {ZHEN_OK, ""}, lost;
  zhen_status status;

  if (!w->restoring)
    w->stage = DESK_RUNNING;
  pthread_mutex_unlock(&d->lock);
  status = do_work(d, w, &why);
  pthread_mutex_lock(&d->lock);
  w->restoring = false;
  w->stage = status == ZHEN_OK           ? DESK_DONE
             : status == ZHEN_ECANCELLED ? DESK_CANCELLED
                                         : DESK_FAILED;
  if (w->saving) /* its entries are there however that ended */
    w->stage = DESK_DONE;
  w->saving = NULL;
  snprintf(w->message, sizeof w->message, "%s", why.text);
  if (!d->quit)
    (void)desk_work_keep_end(w, &lost); /* it is only aligned again */
}

static void *work(void *context)
{
  desk *d = context;

  pthread_mutex_lock(&d->lock);
  while (!d->quit) {
    desk_work *w = next_queued(d);

    if (w)
      do_one(d, w);
    else
      pthread_cond_wait(&d->changed, &d->lock);
  }
  pthread_mutex_unlock(&d->lock);
  return NULL;
}

/* Results of other works are made again when they are needed. */
static void drop_others(desk *d, const desk_work *w)
{
  for (size_t k = 0; k < DESK_WORKS; k++)
    if (d->works[k] && d->works[k] != w && d->works[k]->stage == DESK_DONE &&
        !d->works[k]->restoring)
      desk_drop_results(d->works[k]);
}

bool desk_restore(desk *d, desk_work *w)
{
  if (w->restoring || w->alignment)
    return !w->restoring;
  drop_others(d, w);
  atomic_store(&w->cancel, 0);
  w->restoring = true;
  pthread_cond_signal(&d->changed);
  return false;
}

static void put_in_line(desk *d, desk_work *w)
{
  drop_others(d, w);
  desk_work_drop_end(w);
  atomic_store(&w->cancel, 0);
  w->stage = DESK_QUEUED;
  w->progress = (zhen_progress_state){0};
  w->message[0] = '\0';
  pthread_cond_signal(&d->changed);
}

void desk_queue(desk *d, desk_work *w)
{
  desk_memory_free(w->memory);
  w->memory = NULL;
  json_object_clear(w->facts);
  put_in_line(d, w);
}

void desk_queue_save(desk *d, desk_work *w, const char *how)
{
  json_object_del(w->facts, "saved");
  w->saving = how;
  put_in_line(d, w);
}

zhen_status desk_worker_begin(desk *d, desk_failure *why)
{
  int error = pthread_create(&d->worker, NULL, work, d);

  d->working = error == 0;
  return d->working
             ? ZHEN_OK
             : desk_fail(why, ZHEN_ENOMEM, "no thread: %s", strerror(error));
}

void desk_worker_end(desk *d)
{
  if (!d->working)
    return;
  pthread_mutex_lock(&d->lock);
  d->quit = true;
  for (size_t k = 0; k < DESK_WORKS; k++)
    if (d->works[k])
      atomic_store(&d->works[k]->cancel, 1);
  pthread_cond_signal(&d->changed);
  pthread_mutex_unlock(&d->lock);
  pthread_join(d->worker, NULL);
}
