/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files written completely or not at all.
 *
 * A regular file is written without a name in the directory of its target and
 * gets its name when it is complete and on the disk (output_set.c). So the
 * kernel removes it however the process ends, including SIGKILL, and no signal
 * handler is needed. Where there are no nameless files it is in a temporary
 * directory; the next run removes it if a SIGKILL left it.
 *
 * Devices, pipes and standard output are written directly.
 */
#include "base/output.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/output_file.h"
#include "base/path.h"
#include "base/screen.h"
#include "base/system.h"
#include "base/target.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static zhen_status fail_write(const zhen_output *o, int error)
{
  return zhen_fail_output(o->name, error);
}

void output_free(zhen_output *o)
{
  compress_free(o->compressor);
  if (o->fd >= 0 && !o->borrowed)
    close(o->fd);
  temporary_close(o->temporary);
  free(o->sibling);
  free(o->shelved);
  free(o->directory);
  free(o->target);
  free(o->name);
  free(o);
}

zhen_status output_resolve(zhen_output *o)
{
  o->target = path_resolve(o->name);
  if (o->target)
    o->directory = path_directory(o->target);
  return o->directory ? ZHEN_OK : zhen_fail_memory();
}

zhen_status output_take_temporary(zhen_output *o)
{
  zhen_status status;

  if (o->temporary)
    return ZHEN_OK;
  status = temporary_open(&o->temporary, o->target, o->name);
  if (status != ZHEN_OK)
    return status;
  o->sibling = temporary_path(o->temporary, "new");
  return o->sibling ? ZHEN_OK : zhen_fail_memory();
}

static zhen_status open_named(zhen_output *o)
{
  zhen_status status = output_take_temporary(o);

  if (status != ZHEN_OK)
    return status;
  o->fd = open(o->sibling, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  return o->fd < 0 ? fail_write(o, errno) : ZHEN_OK;
}

/*
 * The new file replaces the old one. Only root can keep another owner, and for
 * others the owner is the same anyway; so chown may fail.
 */
static zhen_status keep_permissions(zhen_output *o, const struct stat *old)
{
  if (fchown(o->fd, old->st_uid, old->st_gid) != 0)
    errno = 0;
  if (fchmod(o->fd, old->st_mode & 07777) != 0)
    return fail_write(o, errno);
  return ZHEN_OK;
}

static zhen_status open_beside(zhen_output *o, const struct stat *old)
{
  zhen_status status = output_resolve(o);

  if (status != ZHEN_OK)
    return status;
  if (old && access(o->target, W_OK) != 0)
    return fail_write(o, errno);
  status = directory_check(o->directory, o->name);
  if (status != ZHEN_OK)
    return status;
  temporary_sweep(o->target);
  o->fd = system_open_nameless(o->directory);
  if (o->fd < 0) {
    status = open_named(o);
    if (status != ZHEN_OK)
      return status;
  }
  return old ? keep_permissions(o, old) : ZHEN_OK;
}

static zhen_status open_straight(zhen_output *o)
{
  o->straight = true;
  o->fd = open(o->name, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  return o->fd < 0 ? fail_write(o, errno) : ZHEN_OK;
}

static zhen_status open_stdout(zhen_output *o)
{
  o->straight = true;
  o->borrowed = true;
  o->fd = STDOUT_FILENO;
  return ZHEN_OK;
}

/* /dev/stdout and similar: replacing the file would lose earlier output. */
static bool is_stdout(const struct stat *st)
{
  struct stat out;

  return fstat(STDOUT_FILENO, &out) == 0 && out.st_dev == st->st_dev &&
         out.st_ino == st->st_ino;
}

static zhen_status open_target(zhen_output *o)
{
  size_t len = strlen(o->name);
  struct stat st;

  if (len == 0)
    return zhen_fail(ZHEN_EOUTPUT, "the output name is empty");
  if (stat(o->name, &st) != 0) {
    if (errno != ENOENT)
      return fail_write(o, errno);
    if (o->name[len - 1] == '/')
      return zhen_fail(ZHEN_EOUTPUT, "%s: is a directory; give a file name",
                       o->name);
    o->fresh = true;
    return open_beside(o, NULL);
  }
  if (S_ISDIR(st.st_mode))
    return zhen_fail(ZHEN_EOUTPUT, "%s: is a directory; give a file name",
                     o->name);
  if (is_stdout(&st))
    return open_stdout(o);
  return S_ISREG(st.st_mode) ? open_beside(o, &st) : open_straight(o);
}

static void put(void *output, const void *bytes, size_t len);

zhen_output *output_new(const char *name)
{
  zhen_output *o = mem_calloc(1, sizeof *o);

  if (!o)
    return NULL;
  o->fd = -1;
  o->name = mem_strdup(name);
  if (o->name)
    return o;
  output_free(o);
  return NULL;
}

zhen_status zhen_output_open(zhen_output **out, const char *path)
{
  bool dash = path_is_standard(path);
  zhen_output *o = output_new(dash ? "standard output" : path);
  zhen_status status;

  *out = NULL;
  if (!o)
    return zhen_fail_memory();
  status = target_check(path);
  if (status == ZHEN_OK)
    status = dash ? open_stdout(o) : open_target(o);
  if (status == ZHEN_OK)
    o->terminal = o->straight && isatty(o->fd);
  if (status == ZHEN_OK && !dash && compress_wanted(path))
    status = compress_open(&o->compressor, path, put, o);
  if (status != ZHEN_OK)
    output_free(o);
  else
    *out = o;
  return status;
}

zhen_status output_create(zhen_output **out, const char *path)
{
  zhen_output *o = output_new(path);
  zhen_status status = ZHEN_OK;

  *out = NULL;
  if (!o)
    return zhen_fail_memory();
  o->straight = o->synced = true;
  o->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (o->fd < 0)
    status = fail_write(o, errno);
  else if (compress_wanted(path))
    status = compress_open(&o->compressor, path, put, o);
  if (status != ZHEN_OK)
    output_free(o);
  else
    *out = o;
  return status;
}

/* Another process may have made the descriptor non-blocking: wait for it. */
static bool can_go_on(const zhen_output *o)
{
  struct pollfd ready = {.fd = o->fd, .events = POLLOUT};

  if (errno == EINTR)
    return true;
  if (errno != EAGAIN)
    return false;
  return poll(&ready, 1, -1) >= 0 || errno == EINTR;
}

static void write_all(zhen_output *o, const char *bytes, size_t len)
{
  while (len > 0 && o->error == 0) {
    ssize_t n = write(o->fd, bytes, len);

    if (n >= 0) {
      bytes += n;
      len -= (size_t)n;
    } else if (!can_go_on(o)) {
      o->error = errno;
    }
  }
}

static void flush(zhen_output *o)
{
  write_all(o, o->buffer, o->used);
  o->used = 0;
}

static void put(void *output, const void *bytes, size_t len)
{
  zhen_output *o = output;

  if (len > OUTPUT_BUFFER - o->used)
    flush(o);
  if (len > OUTPUT_BUFFER) {
    write_all(o, bytes, len);
  } else if (len > 0) {
    memcpy(o->buffer + o->used, bytes, len);
    o->used += len;
  }
}

void zhen_output_put(zhen_output *o, const void *bytes, size_t len)
{
  if (o->compressor)
    compress_put(o->compressor, bytes, len);
  else if (o->terminal)
    screen_put(&o->screen, bytes, len, put, o);
  else
    put(o, bytes, len);
}

void output_trust(zhen_output *o)
{
  o->terminal = false;
}

zhen_status output_flush(zhen_output *o)
{
  if (o->straight && !o->compressor)
    flush(o);
  return o->error ? fail_write(o, o->error) : ZHEN_OK;
}

zhen_status output_finish(zhen_output *o)
{
  if (!o->finished) {
    o->finished = true;
    if (o->compressor)
      o->compressed = compress_finish(o->compressor);
    screen_end(&o->screen, put, o);
    flush(o);
    if (o->error == 0 && (!o->straight || o->synced) && system_sync(o->fd) != 0)
      o->error = errno;
  }
  if (o->compressed != ZHEN_OK)
    return zhen_fail_memory();
  return o->error ? fail_write(o, o->error) : ZHEN_OK;
}

void zhen_output_abandon(zhen_output *o)
{
  if (o)
    output_free(o);
}
