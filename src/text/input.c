/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Read a file or standard input: decompressed if (and only if) it starts like
 * gzip, xz or zstd; limits are checked during reading, so that neither an
 * endless input nor a decompression bomb is ever completely in memory.
 */
#include "text/input.h"
#include "base/decompress.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct text_input {
  int fd;
  text_limits *limits;
  decompressor *decompressor; /* NULL: not compressed */
  const char *compressed;     /* in `piece`: the next input to decompress */
  size_t compressed_len;
  size_t head; /* bytes in `piece` read for the magic number */
  bool head_used;
  int error; /* errno of a read that failed */
  char piece[TEXT_INPUT_BYTES];
};

static zhen_status fail_errno(const char *name, int error)
{
  const char *why = strerror(error);

  if (error == ENOENT || error == ENOTDIR)
    why = "no such file";
  else if (error == EISDIR)
    why = "is a directory; give a file name";
  else if (error == EACCES || error == EPERM)
    why = "no permission to read it";
  return zhen_fail(ZHEN_EINPUT, "%s: %s", text_label(name), why);
}

zhen_status text_check_regular(const char *name, mode_t mode)
{
  const char *what = S_ISFIFO(mode)   ? "named pipe"
                     : S_ISSOCK(mode) ? "socket"
                                      : "device";

  if (S_ISREG(mode) || S_ISDIR(mode))
    return ZHEN_OK;
  return zhen_fail(ZHEN_EINPUT, "%s: is a %s; a regular file is needed",
                   text_label(name), what);
}

/*
 * Opening a device may have side effects, so check first; a pipe that has
 * replaced the file since then is not waited for.
 */
static zhen_status open_named(text_input *in)
{
  const char *name = in->limits->name;
  const int regular = O_NONBLOCK | O_NOCTTY;
  struct stat info;

  if (in->limits->regular && stat(name, &info) == 0 &&
      text_check_regular(name, info.st_mode) != ZHEN_OK)
    return ZHEN_EINPUT;
  in->fd =
      open(name, O_RDONLY | O_CLOEXEC | (in->limits->regular ? regular : 0));
  if (in->fd < 0)
    return fail_errno(name, errno);
  if (!in->limits->regular || fstat(in->fd, &info) != 0)
    return ZHEN_OK;
  fcntl(in->fd, F_SETFL, fcntl(in->fd, F_GETFL) & ~O_NONBLOCK);
  return text_check_regular(name, info.st_mode);
}

static zhen_status open_file(text_input *in)
{
  const char *name = in->limits->name;
  zhen_status status = ZHEN_OK;
  struct stat info;

  if (path_is_standard(name))
    in->fd = STDIN_FILENO;
  else
    status = open_named(in);
  if (status == ZHEN_OK && fstat(in->fd, &info) == 0 && S_ISDIR(info.st_mode))
    return fail_errno(name, EISDIR);
  return status;
}

static ssize_t read_some(text_input *in, char *to, size_t room)
{
  ssize_t n;

  do
    n = read(in->fd, to, room);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    in->error = errno;
  return n;
}

/* Read until the magic number is complete or the input ends. */
static zhen_status read_head(text_input *in)
{
  while (in->head < DECOMPRESS_MAGIC) {
    ssize_t n =
        read_some(in, in->piece + in->head, sizeof in->piece - in->head);

    if (n < 0)
      return fail_errno(in->limits->name, in->error);
    if (n == 0)
      break;
    in->head += (size_t)n;
  }
  return ZHEN_OK;
}

static zhen_status keep(text_input *in, buf *raw, const char *bytes, size_t len)
{
  zhen_status st = text_limits_add(in->limits, bytes, len);

  if (st != ZHEN_OK)
    return st;
  buf_put(raw, bytes, len);
  return buf_status(raw);
}

/* The next bytes of the file, in `piece`, beginning with those read already. */
static ssize_t next_piece(text_input *in, size_t most)
{
  bool first = !in->head_used;

  in->head_used = true;
  return first ? (ssize_t)in->head : read_some(in, in->piece, most);
}

/* All but the beginning is read to where it stays. */
static zhen_status read_plain(text_input *in, buf *raw, size_t most)
{
  size_t room = most < TEXT_INPUT_BYTES ? most : TEXT_INPUT_BYTES;
  zhen_status status;
  ssize_t n;

  if (!in->head_used)
    return keep(in, raw, in->piece, (size_t)next_piece(in, room));
  buf_reserve(raw, room);
  status = buf_status(raw);
  if (status != ZHEN_OK)
    return status;
  n = read_some(in, raw->ptr + raw->len, room);
  if (n < 0)
    return fail_errno(in->limits->name, in->error);
  status = text_limits_add(in->limits, raw->ptr + raw->len, (size_t)n);
  if (status == ZHEN_OK)
    raw->len += (size_t)n;
  return status;
}

static zhen_status fail_compressed(const text_input *in, zhen_status status)
{
  char why[128];

  if (status != ZHEN_EINPUT)
    return status;
  snprintf(why, sizeof why, "%s", zhen_error_last());
  return zhen_fail(
      ZHEN_EINPUT,
      "%s: cannot be decompressed: %s; the file is damaged or truncated",
      text_label(in->limits->name), why);
}

static zhen_status read_compressed(text_input *in, buf *raw, size_t most)
{
  char bytes[TEXT_INPUT_BYTES / 4];
  size_t room = most < sizeof bytes ? most : sizeof bytes, made = 0;
  bool ended = false;

  while (made == 0 && !ended) {
    zhen_status status;

    if (in->compressed_len == 0) {
      ssize_t n = next_piece(in, sizeof in->piece);

      if (n < 0)
        return fail_errno(in->limits->name, in->error);
      in->compressed = in->piece;
      in->compressed_len = (size_t)n;
      ended = n == 0;
    }
    status = decompress_next(in->decompressor, &in->compressed,
                             &in->compressed_len, bytes, room, &made);
    if (status != ZHEN_OK)
      return fail_compressed(in, status);
  }
  return keep(in, raw, bytes, made);
}

zhen_status text_input_open(text_input **out, text_limits *limits)
{
  text_input *in = mem_calloc(1, sizeof *in);
  zhen_status st;

  *out = NULL;
  if (!in)
    return zhen_fail_memory();
  in->fd = -1;
  in->limits = limits;
  st = open_file(in);
  if (st == ZHEN_OK)
    st = read_head(in);
  if (st == ZHEN_OK && decompress_wanted(in->piece, in->head))
    st = decompress_open(&in->decompressor, in->piece, in->head);
  if (st == ZHEN_OK)
    *out = in;
  else
    text_input_close(in);
  return st;
}

zhen_status text_input_read(text_input *in, buf *raw, size_t most)
{
  return in->decompressor ? read_compressed(in, raw, most)
                          : read_plain(in, raw, most);
}

/* The decompressor may still have output, which only calling it shows. */
bool text_input_ready(const text_input *in)
{
  struct pollfd ready = {.fd = in->fd, .events = POLLIN};

  return in->decompressor || !in->head_used || poll(&ready, 1, 0) != 0;
}

void text_input_close(text_input *in)
{
  if (!in)
    return;
  decompress_free(in->decompressor);
  if (in->fd >= 0 && in->fd != STDIN_FILENO)
    close(in->fd);
  free(in);
}
