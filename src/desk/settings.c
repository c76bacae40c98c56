/* SPDX-License-Identifier: Apache-2.0 */
/* How a work is to be aligned: how its files are read, glossaries, memories. */
#include "desk/server.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum MHD_Result not_found(const desk_call *call)
{
  return desk_reply_error(call->connection, MHD_HTTP_NOT_FOUND, "not found");
}

static enum MHD_Result keep(const desk_call *call, const desk_work *w)
{
  desk_failure why;

  return desk_work_keep(w, &why) == ZHEN_OK ? desk_reply_empty(call->connection)
                                            : desk_reply_failure(call, &why);
}

static const char *member(const json_t *in, const char *name)
{
  const char *value = json_string_value(json_object_get(in, name));

  return value ? value : "";
}

/* One file of two is Chinese, so a language says what both are. */
static bool take_language(desk_work *w, unsigned k, const char *language)
{
  if (strcmp(language, "zh") == 0)
    w->zh = (int)k;
  else if (strcmp(language, "en") == 0)
    w->zh = !k;
  else if (*language == '\0')
    w->zh = -1;
  else
    return false;
  return true;
}

static enum MHD_Result answer_read(desk_call *call, desk_work *w)
{
  unsigned k = strcmp(call->rest, "1") == 0;
  json_t *in;
  bool good;

  if ((!k && strcmp(call->rest, "0") != 0) || !w->names[k][0])
    return not_found(call);
  if (!desk_is_resting(call->d, w))
    return desk_reply_busy(call);
  in = json_loadb(call->body, call->len, 0, NULL);
  good = json_is_object(in) &&
         desk_work_read_as(w, k, member(in, "kind"), member(in, "encoding")) &&
         take_language(w, k, member(in, "language"));
  json_decref(in);
  return good ? keep(call, w)
              : desk_reply_error(call->connection, MHD_HTTP_BAD_REQUEST,
                                 "not a way to read a file");
}

static enum MHD_Result too_many(const desk_call *call)
{
  return desk_reply_error(call->connection, MHD_HTTP_CONTENT_TOO_LARGE,
                          "8 glossaries and memories are used; remove one");
}

static enum MHD_Result add_aid(desk_call *call, desk_work *w)
{
  bool memory = strcmp(call->rest, "memory") == 0;
  const char *name = HTTP(MHD_lookup_connection_value)(
      call->connection, MHD_GET_ARGUMENT_KIND, "name");
  const desk_aid *aid;

  if ((!memory && strcmp(call->rest, "glossary") != 0) || !call->upload)
    return not_found(call);
  if (!desk_is_resting(call->d, w))
    return desk_reply_busy(call);
  aid = desk_aid_add(w, memory, name ? name : "");
  if (!aid)
    return too_many(call);
  if (desk_take_upload(call, w, aid->file))
    return keep(call, w);
  desk_aid_remove(w, w->n_aids - 1);
  return desk_reply_error(call->connection, MHD_HTTP_INSUFFICIENT_STORAGE,
                          "the file could not be kept");
}

static enum MHD_Result drop_aid(desk_call *call, desk_work *w)
{
  unsigned k = (unsigned)(call->rest[0] - '0');

  if (strlen(call->rest) != 1 || k >= w->n_aids)
    return not_found(call);
  if (!desk_is_resting(call->d, w))
    return desk_reply_busy(call);
  desk_aid_remove(w, k);
  return keep(call, w);
}

static zhen_status copy_memory(const desk_work *from, const desk_work *w,
                               const char *file, desk_failure *why)
{
  char *path = desk_path(from->path, "memory.tsv");
  char *to = desk_path(w->path, file);
  zhen_status status = path && to
                           ? desk_copy(path, to, why)
                           : desk_fail(why, ZHEN_ENOMEM, "out of memory");

  if (status != ZHEN_OK && to)
    unlink(to);
  free(path);
  free(to);
  return status;
}

/* A copy, so that the other one may be removed. */
static enum MHD_Result answer_earlier(desk_call *call, desk_work *w)
{
  const desk_work *from = desk_find(call->d, call->body);
  const desk_aid *aid;
  desk_failure why;

  if (!from || from == w || !desk_work_saved(from))
    return not_found(call);
  if (!desk_is_resting(call->d, w))
    return desk_reply_busy(call);
  aid = desk_aid_add(w, true, from->names[0]);
  if (!aid)
    return too_many(call);
  if (copy_memory(from, w, aid->file, &why) == ZHEN_OK)
    return keep(call, w);
  desk_aid_remove(w, w->n_aids - 1);
  return desk_reply_failure(call, &why);
}

bool desk_is_setting(const desk_call *call)
{
  return call->work[0] &&
         (strcmp(call->verb, "read") == 0 || strcmp(call->verb, "aid") == 0 ||
          strcmp(call->verb, "earlier") == 0);
}

enum MHD_Result desk_answer_setting(desk_call *call)
{
  desk_work *w = desk_find(call->d, call->work);
  bool post = strcmp(call->method, "POST") == 0;

  if (!w)
    return not_found(call);
  if (post && strcmp(call->verb, "read") == 0)
    return answer_read(call, w);
  if (post && strcmp(call->verb, "earlier") == 0)
    return answer_earlier(call, w);
  if (strcmp(call->verb, "aid") == 0 && strcmp(call->method, "PUT") == 0)
    return add_aid(call, w);
  if (strcmp(call->verb, "aid") == 0 && strcmp(call->method, "DELETE") == 0)
    return drop_aid(call, w);
  return desk_reply_error(call->connection, MHD_HTTP_METHOD_NOT_ALLOWED,
                          "not allowed");
}
