/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/server.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char html[] = "text/html; charset=utf-8";

/* No page may frame or read these, nor a cache keep them. A page has its policy
   for scripts in itself; a second one can only forbid more. */
static void add_headers(struct MHD_Response *response, const char *type)
{
  static const char *const all[][2] = {
      {"X-Content-Type-Options", "nosniff"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Referrer-Policy", "no-referrer"},
      {"Cache-Control", "no-store"},
      {"Connection", "close"}};

  for (size_t k = 0; k < sizeof all / sizeof *all; k++)
    HTTP(MHD_add_response_header)(response, all[k][0], all[k][1]);
  HTTP(MHD_add_response_header)
  (response, "Content-Security-Policy",
   strcmp(type, html) == 0
       ? "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
       : "default-src 'none'; frame-ancestors 'none'; sandbox");
  if (*type)
    HTTP(MHD_add_response_header)(response, "Content-Type", type);
}

static enum MHD_Result queue(struct MHD_Connection *connection, unsigned status,
                             const char *type, struct MHD_Response *response)
{
  enum MHD_Result result;

  if (!response)
    return MHD_NO;
  add_headers(response, type);
  result = HTTP(MHD_queue_response)(connection, status, response);
  HTTP(MHD_destroy_response)(response);
  return result;
}

enum MHD_Result desk_reply(struct MHD_Connection *connection, unsigned status,
                           const char *type, const void *bytes, size_t len)
{
  return queue(connection, status, type,
               HTTP(MHD_create_response_from_buffer)(
                   len, (void *)(uintptr_t)bytes, MHD_RESPMEM_MUST_COPY));
}

enum MHD_Result desk_reply_error(struct MHD_Connection *connection,
                                 unsigned status, const char *message)
{
  json_t *value = json_pack("{s:s}", "error", message);
  char *text = value ? json_dumps(value, 0) : NULL;
  const char *sent = text ? text : "{}";
  enum MHD_Result result =
      desk_reply(connection, status, "application/json", sent, strlen(sent));

  free(text);
  json_decref(value);
  return result;
}

enum MHD_Result desk_reply_json(struct MHD_Connection *connection,
                                json_t *value)
{
  char *text = value ? json_dumps(value, 0) : NULL;
  enum MHD_Result result =
      text ? desk_reply(connection, MHD_HTTP_OK, "application/json", text,
                        strlen(text))
           : desk_reply_error(connection, MHD_HTTP_INTERNAL_SERVER_ERROR,
                              "out of memory");

  free(text);
  json_decref(value);
  return result;
}

enum MHD_Result desk_reply_file(struct MHD_Connection *connection,
                                const char *path, const char *type)
{
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  struct stat info;

  if (fd < 0)
    return desk_reply_error(connection, MHD_HTTP_NOT_FOUND, "not found");
  if (fstat(fd, &info) != 0) {
    close(fd);
    return MHD_NO;
  }
  return queue(connection, MHD_HTTP_OK, type,
               HTTP(MHD_create_response_from_fd64)((uint64_t)info.st_size, fd));
}

enum MHD_Result desk_reply_empty(struct MHD_Connection *connection)
{
  return queue(
      connection, MHD_HTTP_NO_CONTENT, "",
      HTTP(MHD_create_response_from_buffer)(0, NULL, MHD_RESPMEM_PERSISTENT));
}

enum MHD_Result desk_reply_key(struct MHD_Connection *connection, const desk *d)
{
  struct MHD_Response *response = HTTP(MHD_create_response_from_buffer)(
      DESK_SECRET, (void *)(uintptr_t)d->key, MHD_RESPMEM_MUST_COPY);
  char cookie[DESK_COOKIE + DESK_SECRET + 48];

  snprintf(cookie, sizeof cookie, "%s=%s; Path=/; HttpOnly; SameSite=Strict",
           d->cookie, d->session);
  if (response)
    HTTP(MHD_add_response_header)(response, "Set-Cookie", cookie);
  return queue(connection, MHD_HTTP_OK, "text/plain; charset=utf-8", response);
}

/* Where the data of a page are; false: it is none. */
static bool find_data(const zhen_input *page, size_t *from, size_t *to)
{
  static const char begin[] = "id=\"data\">", close[] = "</script>";
  const char *all = page->bytes;
  const char *at = memmem(all, page->len, begin, strlen(begin));
  const char *end;

  if (!at)
    return false;
  at += strlen(begin);
  end = memmem(at, page->len - (size_t)(at - all), close, strlen(close));
  *from = (size_t)(at - all);
  *to = end ? (size_t)(end - all) : *from;
  return end != NULL;
}

/* All but the bytes `from` .. `to`. */
static enum MHD_Result reply_around(struct MHD_Connection *connection,
                                    const zhen_input *page, size_t from,
                                    size_t to)
{
  size_t len = page->len - (to - from);
  char *around = malloc(len);
  enum MHD_Result result;

  if (!around)
    return MHD_NO;
  memcpy(around, page->bytes, from);
  memcpy(around + from, (const char *)page->bytes + to, page->len - to);
  result = desk_reply(connection, MHD_HTTP_OK, html, around, len);
  free(around);
  return result;
}

enum MHD_Result desk_reply_report(struct MHD_Connection *connection,
                                  const char *path, bool data)
{
  desk_failure why;
  zhen_input page = {0};
  size_t from, to;
  enum MHD_Result result;

  if (desk_map(path, &page, &why) != ZHEN_OK || !find_data(&page, &from, &to))
    result = desk_reply_error(connection, MHD_HTTP_NOT_FOUND, "not found");
  else if (data)
    result = desk_reply(connection, MHD_HTTP_OK, "application/json",
                        (const char *)page.bytes + from, to - from);
  else
    result = reply_around(connection, &page, from, to);
  desk_unmap(&page);
  return result;
}

unsigned desk_status_of(zhen_status status)
{
  return status == ZHEN_EUSAGE || status == ZHEN_EINPUT ? MHD_HTTP_BAD_REQUEST
         : status == ZHEN_ELIMIT  ? MHD_HTTP_CONTENT_TOO_LARGE
         : status == ZHEN_EOUTPUT ? MHD_HTTP_INSUFFICIENT_STORAGE
                                  : MHD_HTTP_INTERNAL_SERVER_ERROR;
}
