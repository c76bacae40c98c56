/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inputs of a work to its two sides. A reader may take a minute for a large
 * file, and asks only between its steps whether it is to go on, so it has a
 * thread of its own. One that is cancelled is not waited for, and frees what it
 * has when it ends.
 */
#include "desk/parts.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { UNWATCHED_MAX = 2, WAIT_NS = 20000000 };

/* Readers that nobody waits for. */
static atomic_int unwatched;

typedef struct desk_article_reading {
  zhen_input in[2];
  unsigned count;
  char names[2][DESK_NAME + 1];
  char encodings[2][DESK_ENCODING + 1];
  zhen_article_options how;
  zhen_progress progress;
  atomic_int cancel;

  pthread_mutex_t lock;
  pthread_cond_t changed;
  bool done, left;

  zhen_article *article;
  zhen_status status;
  desk_failure why;
} desk_article_reading;

static void free_reading(desk_article_reading *r)
{
  for (unsigned k = 0; k < r->count; k++)
    desk_unmap(&r->in[k]);
  zhen_article_free(r->article);
  pthread_mutex_destroy(&r->lock);
  pthread_cond_destroy(&r->changed);
  free(r);
}

/* Advice for callers of the library is not for people at the desk. */
static void cut_advice(char *message)
{
  char *last = strrchr(message, ';');

  if (last && (strstr(last, "ZHEN_") || strchr(last, '`')))
    *last = '\0';
}

static void *run(void *context)
{
  desk_article_reading *r = context;
  bool left;

  r->status = zhen_article_read(&r->article, &r->in[0],
                                r->count > 1 ? &r->in[1] : NULL, &r->how);
  if (r->status != ZHEN_OK) {
    desk_fail_as(&r->why, r->status);
    cut_advice(r->why.text);
  }
  pthread_mutex_lock(&r->lock);
  left = r->left;
  r->done = true;
  pthread_cond_signal(&r->changed);
  pthread_mutex_unlock(&r->lock);
  if (left) {
    free_reading(r);
    atomic_fetch_sub(&unwatched, 1);
  }
  return NULL;
}

static zhen_status map_input(desk_article_reading *r, const desk_work *w,
                             unsigned from, desk_failure *why)
{
  unsigned k = r->count;
  char *path = desk_path(w->path, from ? "input1" : "input0");
  zhen_status status = path ? desk_map(path, &r->in[k], why)
                            : desk_fail(why, ZHEN_ENOMEM, "out of memory");

  free(path);
  memcpy(r->names[k], w->names[from], sizeof r->names[k]);
  memcpy(r->encodings[k], w->encodings[from], sizeof r->encodings[k]);
  r->in[k].name = r->names[k];
  r->how.kinds[k] = w->kinds[from];
  r->how.encodings[k] = r->encodings[k][0] ? r->encodings[k] : NULL;
  r->count++;
  return status;
}

static zhen_status new_reading(desk_article_reading **out, const desk_work *w,
                               desk_failure *why)
{
  desk_article_reading *r = calloc(1, sizeof *r);
  bool two = w->names[1][0] != '\0';
  unsigned first = two && w->zh == 1;
  zhen_status status;

  *out = r;
  if (!r)
    return desk_fail(why, ZHEN_ENOMEM, "out of memory");
  pthread_mutex_init(&r->lock, NULL);
  pthread_cond_init(&r->changed, NULL);
  r->progress = (zhen_progress){.struct_size = sizeof r->progress,
                                .cancel = zhen_progress_flag,
                                .context = &r->cancel};
  r->how = (zhen_article_options){
      .struct_size = sizeof r->how,
      .order = two && w->zh >= 0 ? ZHEN_ORDER_GIVEN : ZHEN_ORDER_DETECT,
      .progress = &r->progress};
  status = map_input(r, w, first, why);
  if (status == ZHEN_OK && two)
    status = map_input(r, w, !first, why);
  return status;
}

/* Until it is read, or cancelled; whether it is read. */
static bool wait_for(desk_article_reading *r, const desk_work *w)
{
  bool done;

  pthread_mutex_lock(&r->lock);
  while (!r->done && !r->left) {
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += WAIT_NS;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_cond_timedwait(&r->changed, &r->lock, &until);
    if (r->done || !atomic_load(&w->cancel))
      continue;
    atomic_store(&r->cancel, 1);
    if (atomic_fetch_add(&unwatched, 1) < UNWATCHED_MAX)
      r->left = true;
    else
      atomic_fetch_sub(&unwatched, 1);
  }
  done = r->done;
  pthread_mutex_unlock(&r->lock);
  return done;
}

zhen_status desk_read(desk_work *w, desk_failure *why)
{
  desk_article_reading *r;
  zhen_status status = new_reading(&r, w, why);
  pthread_t thread;

  if (status == ZHEN_OK && pthread_create(&thread, NULL, run, r) != 0)
    status = desk_fail(why, ZHEN_ENOMEM, "no thread to read with");
  if (status != ZHEN_OK) {
    if (r)
      free_reading(r);
    return status;
  }
  pthread_detach(thread);
  if (!wait_for(r, w))
    return desk_fail(why, ZHEN_ECANCELLED, "cancelled");
  w->article = r->article;
  r->article = NULL;
  *why = r->why;
  status = r->status;
  free_reading(r);
  return status;
}
