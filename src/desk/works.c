/* SPDX-License-Identifier: Apache-2.0 */
/* The works of a desk, and what is asked about one. */
#include "desk/server.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

desk_work *desk_find(const desk *d, const char *id)
{
  for (size_t k = 0; k < DESK_WORKS; k++)
    if (d->works[k] && strcmp(d->works[k]->id, id) == 0)
      return d->works[k];
  return NULL;
}

static desk_work **free_place(desk *d)
{
  for (size_t k = 0; k < DESK_WORKS; k++)
    if (!d->works[k])
      return &d->works[k];
  return NULL;
}

zhen_status desk_add(desk *d, desk_work **out, desk_failure *why)
{
  desk_work **place = free_place(d);
  zhen_status status;

  *out = NULL;
  if (!place)
    return desk_fail(why, ZHEN_ELIMIT,
                     "%d files or pairs of files are open; remove one",
                     DESK_WORKS);
  status = desk_work_new(out, d->works_path, why);
  if (status != ZHEN_OK)
    return status;
  pthread_mutex_lock(&d->lock);
  *place = *out;
  pthread_mutex_unlock(&d->lock);
  return ZHEN_OK;
}

void desk_forget(desk *d, desk_work *w)
{
  pthread_mutex_lock(&d->lock);
  for (size_t k = 0; k < DESK_WORKS; k++)
    if (d->works[k] == w)
      d->works[k] = NULL;
  pthread_mutex_unlock(&d->lock);
  desk_work_free(w);
}

static int older(const void *a, const void *b)
{
  const desk_work *x = *(desk_work *const *)a, *y = *(desk_work *const *)b;

  return x && y ? (x->made > y->made) - (x->made < y->made) : !x - !y;
}

void desk_recall(desk *d)
{
  DIR *directory = opendir(d->works_path);
  desk_work **place = free_place(d);
  const struct dirent *one;

  while (directory && place && (one = readdir(directory)) != NULL) {
    if (strlen(one->d_name) != DESK_ID)
      continue;
    *place = desk_work_open(d->works_path, one->d_name);
    place = free_place(d);
  }
  if (directory)
    closedir(directory);
  qsort(d->works, DESK_WORKS, sizeof *d->works, older);
}

/* ---- answers ---- */

enum MHD_Result desk_reply_failure(const desk_call *call,
                                   const desk_failure *why)
{
  return desk_reply_error(call->connection, desk_status_of(why->status),
                          why->text);
}

enum MHD_Result desk_reply_busy(const desk_call *call)
{
  return desk_reply_error(call->connection, MHD_HTTP_CONFLICT,
                          "not now: see its state");
}

static json_t *state_of(desk *d, const desk_work *w)
{
  json_t *state, *copy;

  pthread_mutex_lock(&d->lock);
  state = desk_work_state(w);
  copy = json_deep_copy(state); /* the facts go on growing */
  json_decref(state);
  pthread_mutex_unlock(&d->lock);
  return copy;
}

/* The kinds that a file can be said to be. */
static json_t *kind_names(void)
{
  json_t *all = json_array();

  for (int kind = ZHEN_KIND_TEXT; kind < ZHEN_KIND_OTHER; kind++)
    json_array_append_new(all, json_string(zhen_kind_name((zhen_kind)kind)));
  return all;
}

static enum MHD_Result list(desk_call *call)
{
  json_t *all = json_array();

  for (size_t k = 0; k < DESK_WORKS; k++)
    if (call->d->works[k])
      json_array_append_new(all, state_of(call->d, call->d->works[k]));
  return desk_reply_json(call->connection,
                         json_pack("{s:o,s:o,s:s?}", "works", all, "kinds",
                                   kind_names(), "store",
                                   desk_store_name(call->d)));
}

static enum MHD_Result add(desk_call *call)
{
  desk_failure why;
  desk_work *w;

  if (desk_add(call->d, &w, &why) != ZHEN_OK)
    return desk_reply_failure(call, &why);
  return desk_reply_json(call->connection, state_of(call->d, w));
}

bool desk_is_resting(desk *d, const desk_work *w)
{
  bool resting;

  pthread_mutex_lock(&d->lock);
  resting =
      w->stage != DESK_QUEUED && w->stage != DESK_RUNNING && !w->restoring;
  pthread_mutex_unlock(&d->lock);
  return resting;
}

static bool is_done(desk *d, const desk_work *w)
{
  bool done;

  pthread_mutex_lock(&d->lock);
  done = w->stage == DESK_DONE;
  pthread_mutex_unlock(&d->lock);
  return done;
}

bool desk_take_upload(const desk_call *call, const desk_work *w,
                      const char *name)
{
  char *path = desk_path(w->path, name);
  bool taken = path && rename(call->upload, path) == 0;

  free(path);
  return taken;
}

/* Only a new work takes inputs. */
static enum MHD_Result put_input(desk_call *call, desk_work *w)
{
  unsigned k = strcmp(call->rest, "1") == 0;
  const char *name = HTTP(MHD_lookup_connection_value)(
      call->connection, MHD_GET_ARGUMENT_KIND, "name");

  if (w->stage != DESK_NEW)
    return desk_reply_busy(call);
  if ((!k && strcmp(call->rest, "0") != 0) || !call->upload)
    return desk_reply_error(call->connection, MHD_HTTP_NOT_FOUND, "not found");
  if (!desk_take_upload(call, w, k ? "input1" : "input0"))
    return desk_reply_error(call->connection, MHD_HTTP_INSUFFICIENT_STORAGE,
                            "the file could not be kept");
  desk_work_name(w, k, name ? name : "");
  return desk_reply_empty(call->connection);
}

/* Which file is the Chinese side. */
static int first_of(const desk_work *w)
{
  const json_t *file = json_object_get(json_object_get(w->facts, "zh"), "file");

  return w->zh >= 0 ? w->zh : (int)json_integer_value(file);
}

static enum MHD_Result start(desk_call *call, desk_work *w, bool swap)
{
  desk_failure why;

  if (!desk_is_resting(call->d, w) || !w->names[0][0])
    return desk_reply_busy(call);
  if (swap)
    w->zh = !first_of(w);
  if (desk_work_keep(w, &why) != ZHEN_OK)
    return desk_reply_failure(call, &why);
  pthread_mutex_lock(&call->d->lock);
  desk_queue(call->d, w);
  pthread_mutex_unlock(&call->d->lock);
  return desk_reply_empty(call->connection);
}

static enum MHD_Result cancel(desk_call *call, desk_work *w)
{
  pthread_mutex_lock(&call->d->lock);
  if (w->stage == DESK_RUNNING)
    atomic_store(&w->cancel, 1);
  if (w->stage == DESK_QUEUED)
    w->stage = DESK_CANCELLED;
  pthread_mutex_unlock(&call->d->lock);
  return desk_reply_empty(call->connection);
}

static enum MHD_Result send_file(desk_call *call, const desk_work *w,
                                 const char *name, const char *type)
{
  char *path = desk_path(w->path, name);
  enum MHD_Result result =
      path ? desk_reply_file(call->connection, path, type) : MHD_NO;

  free(path);
  return result;
}

static bool is_restored(desk *d, desk_work *w)
{
  bool ready;

  pthread_mutex_lock(&d->lock);
  ready = desk_restore(d, w);
  pthread_mutex_unlock(&d->lock);
  return ready;
}

static enum MHD_Result send_report(desk_call *call, desk_work *w)
{
  bool data = strcmp(call->verb, "data") == 0;
  char *path = desk_path(w->path, "page.html");
  enum MHD_Result result =
      path ? desk_reply_report(call->connection, path, data) : MHD_NO;

  if (!data)
    desk_tab_comes(call->d);
  else
    is_restored(call->d, w); /* while it is looked at */
  free(path);
  return result;
}

/* Of two tabs, the one that has not seen the other's corrections must not
   replace them: it sends the revision that it has seen. */
static enum MHD_Result keep_review(desk_call *call, desk_work *w)
{
  const char *seen = HTTP(MHD_lookup_connection_value)(
      call->connection, MHD_GET_ARGUMENT_KIND, "revision");
  desk_failure why;

  if (!seen || strtoul(seen, NULL, 10) != w->revision)
    return desk_reply_error(call->connection, MHD_HTTP_CONFLICT,
                            "corrected in another tab; load this page again");
  if (desk_write(w->path, "review.zpatch", call->body, call->len, &why) !=
      ZHEN_OK)
    return desk_reply_failure(call, &why);
  w->revision++;
  return desk_reply_json(call->connection,
                         json_pack("{s:i}", "revision", (int)w->revision));
}

static enum MHD_Result save(desk_call *call, desk_work *w)
{
  json_t *beads = json_loadb(call->body, call->len, 0, NULL);
  char *path = desk_path(w->path, "saved");
  desk_failure why;
  enum MHD_Result result;

  if (!path || !is_done(call->d, w))
    result = desk_reply_busy(call);
  else if (!is_restored(call->d, w))
    result = desk_reply_error(call->connection, MHD_HTTP_SERVICE_UNAVAILABLE,
                              "not ready yet");
  else if (desk_save(w, path, call->rest, beads, &why) != ZHEN_OK)
    result = desk_reply_failure(call, &why);
  else
    result =
        desk_reply_file(call->connection, path, "application/octet-stream");
  if (path)
    unlink(path);
  free(path);
  json_decref(beads);
  return result;
}

static enum MHD_Result drop(desk_call *call, desk_work *w)
{
  if (!desk_is_resting(call->d, w))
    return desk_reply_busy(call);
  desk_work_remove(w);
  desk_forget(call->d, w);
  return desk_reply_empty(call->connection);
}

static enum MHD_Result answer_get(desk_call *call, desk_work *w)
{
  if (!*call->verb)
    return desk_reply_json(call->connection, state_of(call->d, w));
  if ((strcmp(call->verb, "page") == 0 || strcmp(call->verb, "data") == 0) &&
      is_done(call->d, w) && !w->memory)
    return send_report(call, w);
  if (strcmp(call->verb, "review") == 0)
    return send_file(call, w, "review.zpatch", "text/plain; charset=utf-8");
  return desk_reply_error(call->connection, MHD_HTTP_NOT_FOUND, "not found");
}

static enum MHD_Result answer_post(desk_call *call, desk_work *w)
{
  if (strcmp(call->verb, "start") == 0)
    return start(call, w, false);
  if (strcmp(call->verb, "swap") == 0)
    return start(call, w, true);
  if (strcmp(call->verb, "cancel") == 0)
    return cancel(call, w);
  if (strcmp(call->verb, "review") == 0)
    return keep_review(call, w);
  if (strcmp(call->verb, "save") == 0)
    return save(call, w);
  return desk_reply_error(call->connection, MHD_HTTP_NOT_FOUND, "not found");
}

enum MHD_Result desk_answer_work(desk_call *call)
{
  bool get = strcmp(call->method, "GET") == 0;
  bool post = strcmp(call->method, "POST") == 0;
  desk_work *w = desk_find(call->d, call->work);

  if (!call->work[0])
    return get ? list(call)
           : post
               ? add(call)
               : desk_reply_error(call->connection, MHD_HTTP_METHOD_NOT_ALLOWED,
                                  "not allowed");
  if (!w)
    return desk_reply_error(call->connection, MHD_HTTP_NOT_FOUND, "not found");
  if (desk_asks_memory(call, w))
    return desk_answer_memory(call, w);
  if (get)
    return answer_get(call, w);
  if (post)
    return answer_post(call, w);
  if (strcmp(call->method, "PUT") == 0 && strcmp(call->verb, "input") == 0)
    return put_input(call, w);
  if (strcmp(call->method, "DELETE") == 0 && !*call->verb)
    return drop(call, w);
  return desk_reply_error(call->connection, MHD_HTTP_METHOD_NOT_ALLOWED,
                          "not allowed");
}
