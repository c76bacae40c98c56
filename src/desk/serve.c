/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The server in one screen. One thread answers all requests, which are short;
 * a second one aligns. A connection carries one request and is cut if that
 * takes too long, however slowly its bytes come.
 */
#include "desk/server.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { IDLE_S = 10, WHOLE_S = 60, HEADER_BYTES = 32 << 10 };

static const char door[] = "open.html";

static time_t now(void)
{
  struct timespec t;

  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec;
}

static void watch_line(void *context, struct MHD_Connection *connection,
                       void **state, enum MHD_ConnectionNotificationCode code)
{
  desk *d = context;
  bool begun = code == MHD_CONNECTION_NOTIFY_STARTED;

  (void)state;
  for (size_t k = 0; k < DESK_CONNECTIONS; k++)
    if (d->lines[k].connection == (begun ? NULL : connection)) {
      d->lines[k].connection = begun ? connection : NULL;
      d->lines[k].end =
          now() + (d->options->whole ? d->options->whole : WHOLE_S);
      return;
    }
}

static void cut_lines(const desk *d)
{
  for (size_t k = 0; k < DESK_CONNECTIONS; k++)
    if (d->lines[k].connection && now() > d->lines[k].end) {
      const union MHD_ConnectionInfo *info = HTTP(MHD_get_connection_info)(
          d->lines[k].connection, MHD_CONNECTION_INFO_CONNECTION_FD);

      shutdown(info->connect_fd, SHUT_RDWR);
    }
}

static zhen_status begin_servers(desk *d, desk_failure *why)
{
  int sockets[2];
  zhen_status status = desk_listen(sockets, &d->port, why);

  if (status != ZHEN_OK)
    return status;
  for (unsigned k = 0; k < 2; k++) {
    if (sockets[k] < 0)
      continue;
    d->daemons[k] = HTTP(MHD_start_daemon)(
        k ? MHD_USE_IPv6 : MHD_NO_FLAG, 0, NULL, NULL, desk_request_handle, d,
        MHD_OPTION_LISTEN_SOCKET, sockets[k], MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)DESK_CONNECTIONS / 2, MHD_OPTION_CONNECTION_TIMEOUT,
        d->options->idle ? d->options->idle : (unsigned)IDLE_S,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_BYTES,
        MHD_OPTION_NOTIFY_COMPLETED, desk_request_end, d,
        MHD_OPTION_NOTIFY_CONNECTION, watch_line, d,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    if (!d->daemons[k]) {
      close(sockets[k]);
      return desk_fail(why, ZHEN_EOUTPUT, "the server cannot be started");
    }
  }
  snprintf(d->cookie, sizeof d->cookie, "zhen-%u", d->port);
  return ZHEN_OK;
}

/* Answer what has come, and wait for more, at most half a second. */
static void serve(const desk *d)
{
  fd_set reads, writes, errors;
  int most = 0;
  struct timeval wait = {.tv_usec = 500000};

  FD_ZERO(&reads);
  FD_ZERO(&writes);
  FD_ZERO(&errors);
  for (size_t k = 0; k < 2; k++) {
    MHD_UNSIGNED_LONG_LONG ms;

    if (!d->daemons[k])
      continue;
    HTTP(MHD_get_fdset2)
    (d->daemons[k], &reads, &writes, &errors, &most, FD_SETSIZE);
    if (HTTP(MHD_get_timeout)(d->daemons[k], &ms) == MHD_YES && ms < 500 &&
        (long)ms * 1000 < wait.tv_usec)
      wait.tv_usec = (long)ms * 1000;
  }
  if (select(most + 1, &reads, &writes, &errors, &wait) < 0)
    return;
  for (size_t k = 0; k < 2; k++)
    if (d->daemons[k])
      HTTP(MHD_run_from_select)(d->daemons[k], &reads, &writes, &errors);
}

/* A page that leads to the URL. */
static zhen_status announce(desk *d, desk_failure *why)
{
  char url[128], page[256];
  char *file = desk_path(d->options->state, door);
  zhen_status status;

  if (!file)
    return desk_fail(why, ZHEN_ENOMEM, "out of memory");
  snprintf(url, sizeof url, "http://127.0.0.1:%u/#%s", d->port, d->token);
  snprintf(page, sizeof page,
           "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>zhen</title>\n"
           "<meta http-equiv=\"refresh\" content=\"0;url=%s\">\n",
           url);
  status = desk_write(d->options->state, door, page, strlen(page), why);
  if (status == ZHEN_OK)
    d->options->ready(d->options->context, url, file);
  free(file);
  return status;
}

/* The files of the command line are copied, as dropped ones are. */
static zhen_status add_files(desk *d, desk_failure *why)
{
  static const char *const inputs[] = {"input0", "input1"};
  desk_work *w;
  zhen_status status = ZHEN_OK;

  if (!d->options->files[0])
    return ZHEN_OK;
  if (desk_is_store(d->options->files[0]))
    return d->options->files[1]
               ? desk_fail(why, ZHEN_EUSAGE,
                           "%s: is a store, which is opened alone",
                           d->options->files[0])
               : desk_store_open(d, d->options->files[0], why);
  status = desk_add(d, &w, why);
  for (unsigned k = 0; k < 2 && status == ZHEN_OK && d->options->files[k];
       k++) {
    char *path = desk_path(w->path, inputs[k]);

    desk_work_name(w, k, d->options->files[k]);
    status = path ? desk_copy(d->options->files[k], path, why)
                  : desk_fail(why, ZHEN_ENOMEM, "out of memory");
    free(path);
  }
  if (status == ZHEN_OK)
    status = desk_work_keep(w, why);
  if (status != ZHEN_OK) {
    if (w)
      desk_work_remove(w);
    return status;
  }
  desk_queue(d, w);
  return ZHEN_OK;
}

static void end(desk *d)
{
  char *file = desk_path(d->options->state, door);

  for (size_t k = 0; k < 2; k++)
    if (d->daemons[k])
      HTTP(MHD_stop_daemon)(d->daemons[k]);
  desk_worker_end(d);
  desk_store_close(d);
  for (size_t k = 0; k < DESK_WORKS; k++) {
    if (d->works[k] && !d->works[k]->names[0][0])
      desk_work_remove(d->works[k]);
    desk_work_free(d->works[k]);
  }
  if (file)
    unlink(file);
  free(file);
  free(d->works_path);
  free(d);
}

static zhen_status begin(desk *d, desk_failure *why)
{
  zhen_status status = desk_directory(d->options->state, why);

  d->works_path = desk_path(d->options->state, "works");
  if (status == ZHEN_OK && !d->works_path)
    status = desk_fail(why, ZHEN_ENOMEM, "out of memory");
  if (status == ZHEN_OK)
    status = desk_random(d->token, DESK_SECRET, why);
  if (status == ZHEN_OK)
    status = desk_random(d->session, DESK_SECRET, why);
  if (status == ZHEN_OK)
    status = desk_random(d->key, DESK_SECRET, why);
  if (status != ZHEN_OK)
    return status;
  desk_recall(d);
  status = add_files(d, why);
  if (status == ZHEN_OK)
    status = begin_servers(d, why);
  if (status == ZHEN_OK)
    status = desk_worker_begin(d, why);
  return status == ZHEN_OK ? announce(d, why) : status;
}

zhen_status desk_run(const desk_options *options, desk_failure *why)
{
  desk *d = calloc(1, sizeof *d);
  zhen_status status;

  if (!d)
    return desk_fail(why, ZHEN_ENOMEM, "out of memory");
  d->options = options;
  pthread_mutex_init(&d->lock, NULL);
  pthread_cond_init(&d->changed, NULL);
  umask(077);
  signal(SIGPIPE, SIG_IGN); /* of a browser that stops a download */
  status = desk_load_http(why);
  if (status == ZHEN_OK)
    status = begin(d, why);
  while (status == ZHEN_OK && !desk_tabs_gone(d)) {
    serve(d);
    cut_lines(d);
  }
  end(d);
  return status;
}
