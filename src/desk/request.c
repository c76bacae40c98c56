/* SPDX-License-Identifier: Apache-2.0 */
/* A request as it comes in: checked before its body, which is limited. */
#include "desk/server.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct desk_request {
  desk_call call;
  size_t most, capacity;
  int fd;          /* of the upload; -1: none */
  unsigned status; /* why the body is not taken; 0: it is */
} desk_request;

/* Answered at once, without reading the body. */
static enum MHD_Result refuse(struct MHD_Connection *connection,
                              unsigned status)
{
  return desk_reply_error(connection, status,
                          status == MHD_HTTP_MISDIRECTED_REQUEST
                              ? "not a name of this desk"
                          : status == MHD_HTTP_CONTENT_TOO_LARGE ? "too large"
                          : status == MHD_HTTP_NOT_FOUND         ? "not found"
                          : status == MHD_HTTP_INSUFFICIENT_STORAGE
                              ? "the disk is full, or cannot be written"
                              : "not allowed");
}

static bool is_too_long(const desk_request *r)
{
  const char *given = HTTP(MHD_lookup_connection_value)(
      r->call.connection, MHD_HEADER_KIND, "Content-Length");

  return given && strtoull(given, NULL, 10) > r->most;
}

/* Inputs are long; they go to a file. */
static unsigned open_upload(desk_request *r)
{
  static unsigned number;
  desk_work *w = desk_find(r->call.d, r->call.work);
  char name[32];

  if (!w)
    return MHD_HTTP_NOT_FOUND;
  snprintf(name, sizeof name, "part%u", number++);
  r->call.upload = desk_path(w->path, name);
  if (!r->call.upload)
    return MHD_HTTP_INTERNAL_SERVER_ERROR;
  r->fd = open(r->call.upload,
               O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
  return r->fd < 0 ? MHD_HTTP_INSUFFICIENT_STORAGE : 0;
}

static enum MHD_Result begin(desk *d, struct MHD_Connection *connection,
                             const char *url, const char *method, void **state)
{
  desk_request *r = calloc(1, sizeof *r);
  unsigned status;
  bool known;

  if (!r)
    return MHD_NO;
  *state = r;
  r->fd = -1;
  r->call.d = d;
  r->call.connection = connection;
  r->call.method = strcmp(method, "GET") == 0      ? "GET"
                   : strcmp(method, "POST") == 0   ? "POST"
                   : strcmp(method, "PUT") == 0    ? "PUT"
                   : strcmp(method, "DELETE") == 0 ? "DELETE"
                                                   : "";
  known = desk_route(&r->call, url);
  status = desk_guard(d, connection, method,
                      known ? desk_needs(&r->call) : DESK_NEED_KEY);
  if (status == 0 && !known)
    status = MHD_HTTP_NOT_FOUND;
  r->most = known ? desk_body_max(&r->call) : 0;
  if (status == 0 && is_too_long(r))
    status = MHD_HTTP_CONTENT_TOO_LARGE;
  if (status == 0 && r->most == DESK_INPUT_MAX)
    status = open_upload(r);
  return status ? refuse(connection, status) : MHD_YES;
}

static bool grow(desk_request *r, size_t len)
{
  size_t wanted = (r->fd < 0 ? r->call.len + len : 0) + 1;
  char *more;

  if (wanted <= r->capacity)
    return true;
  wanted += wanted / 2;
  more = realloc(r->call.body, wanted);
  if (!more)
    return false;
  r->call.body = more;
  r->capacity = wanted;
  return true;
}

static void take(desk_request *r, const char *bytes, size_t len)
{
  if (r->status)
    return;
  if (len > r->most - r->call.len) {
    r->status = MHD_HTTP_CONTENT_TOO_LARGE;
  } else if (r->fd >= 0) {
    if (write(r->fd, bytes, len) != (ssize_t)len)
      r->status = MHD_HTTP_INSUFFICIENT_STORAGE;
  } else if (!grow(r, len)) {
    r->status = MHD_HTTP_INTERNAL_SERVER_ERROR;
  } else {
    memcpy(r->call.body + r->call.len, bytes, len);
    r->call.body[r->call.len + len] = '\0';
  }
  r->call.len += r->status ? 0 : len;
}

enum MHD_Result desk_request_handle(void *context,
                                    struct MHD_Connection *connection,
                                    const char *url, const char *method,
                                    const char *version, const char *upload,
                                    size_t *upload_len, void **state)
{
  desk_request *r = *state;

  (void)version;
  if (!r)
    return begin(context, connection, url, method, state);
  if (*upload_len > 0) {
    take(r, upload, *upload_len);
    *upload_len = 0;
    return MHD_YES;
  }
  if (r->status)
    return refuse(connection, r->status);
  if (!desk_route(&r->call, url) || !grow(r, 0))
    return MHD_NO;
  if (r->fd < 0)
    r->call.body[r->call.len] = '\0';
  else
    r->call.body[0] = '\0';
  return desk_answer(&r->call);
}

void desk_request_end(void *context, struct MHD_Connection *connection,
                      void **state, enum MHD_RequestTerminationCode how)
{
  desk_request *r = *state;

  (void)context;
  (void)connection;
  (void)how;
  if (!r)
    return;
  if (r->fd >= 0)
    close(r->fd);
  if (r->call.upload)
    unlink(r->call.upload);
  free(r->call.upload);
  free(r->call.body);
  free(r);
  *state = NULL;
}
