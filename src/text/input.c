/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file or standard input to bytes: unpacked by libarchive if (and only if)
 * it begins like gzip, xz or zstd, held to the limits as it is read, so that
 * neither an endless input nor a bomb is ever held whole.
 */
#include "text/input.h"
#include "base/fail.h"
#include "base/mem.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAGIC = 6 };

struct text_input {
  int fd;
  text_limits *limits;
  struct archive *archive; /* NULL: the bytes are not packed */
  size_t head; /* bytes in `piece` read while looking at the magic number */
  bool head_used;
  int error;             /* errno of a read that failed */
  uint32_t crc;          /* of what was unpacked */
  unsigned char tail[8]; /* the last bytes read */
  char piece[TEXT_INPUT_BYTES];
};

static zhen_status fail_errno(const char *name, int error)
{
  const char *why = strerror(error);

  if (error == ENOENT || error == ENOTDIR)
    why = "no such file; check the name";
  else if (error == EISDIR)
    why = "is a directory; name a file in it";
  else if (error == EACCES || error == EPERM)
    why = "no permission to read it; change its mode or ask its owner";
  return zhen_fail(ZHEN_EINPUT, "%s: %s", text_label(name), why);
}

zhen_status text_check_regular(const char *name, mode_t mode)
{
  const char *what = S_ISFIFO(mode)   ? "named pipe"
                     : S_ISSOCK(mode) ? "socket"
                                      : "device";

  if (S_ISREG(mode) || S_ISDIR(mode))
    return ZHEN_OK;
  return zhen_fail(ZHEN_EINPUT,
                   "%s: is a %s, not a regular file; remove it, or save its "
                   "contents to a file",
                   text_label(name), what);
}

/* Opening a device may do something, so it is looked at first; a pipe that has
   come in its place since then is not waited for. */
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

  if (strcmp(name, "-") == 0)
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

/* Read until the magic number is whole or the input ends. */
static zhen_status read_head(text_input *in)
{
  while (in->head < MAGIC) {
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

static bool begins(const text_input *in, const char *magic, size_t len)
{
  return in->head >= len && memcmp(in->piece, magic, len) == 0;
}

static bool is_packed(const text_input *in)
{
  return begins(in, "\x1F\x8B", 2) ||
         begins(in,
                "\xFD"
                "7zXZ\0",
                6) ||
         begins(in, "\x28\xB5\x2F\xFD", 4);
}

static zhen_status keep(text_input *in, buf *raw, const char *bytes, size_t len)
{
  zhen_status st = text_limits_add(in->limits, bytes, len);

  if (st != ZHEN_OK)
    return st;
  buf_put(raw, bytes, len);
  return buf_status(raw);
}

/* The next bytes of the file, in `piece`: what was read already comes first. */
static ssize_t next_piece(text_input *in, size_t most)
{
  bool first = !in->head_used;

  in->head_used = true;
  return first ? (ssize_t)in->head : read_some(in, in->piece, most);
}

static zhen_status read_plain(text_input *in, buf *raw, size_t most)
{
  ssize_t n = next_piece(in, most < sizeof in->piece ? most : sizeof in->piece);

  if (n < 0)
    return fail_errno(in->limits->name, in->error);
  return keep(in, raw, in->piece, (size_t)n);
}

/* CRC-32 as gzip has it, four bits at a time. */
static uint32_t crc_add(uint32_t crc, const char *bytes, size_t len)
{
  static const uint32_t step[16] = {
      0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4,
      0x4DB26158, 0x5005713C, 0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C,
      0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C};

  crc = ~crc;
  for (size_t i = 0; i < len; i++) {
    crc ^= (unsigned char)bytes[i];
    crc = crc >> 4 ^ step[crc & 15];
    crc = crc >> 4 ^ step[crc & 15];
  }
  return ~crc;
}

static void keep_tail(text_input *in, const char *bytes, size_t len)
{
  const size_t size = sizeof in->tail;

  if (len >= size) {
    memcpy(in->tail, bytes + len - size, size);
    return;
  }
  memmove(in->tail, in->tail + len, size - len);
  memcpy(in->tail + size - len, bytes, len);
}

static uint32_t little_endian(const unsigned char *p)
{
  return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
         (uint32_t)p[3] << 24;
}

/*
 * libarchive does not check what gzip wrote at the end: the CRC and the length
 * of the last member. If that is the whole file, it must fit.
 */
static bool is_damaged_gzip(const text_input *in)
{
  return archive_filter_code(in->archive, 0) == ARCHIVE_FILTER_GZIP &&
         little_endian(in->tail + 4) == (uint32_t)in->limits->total &&
         little_endian(in->tail) != in->crc;
}

/* libarchive's read callback. */
static la_ssize_t feed(struct archive *archive, void *data, const void **bytes)
{
  text_input *in = data;
  ssize_t n = next_piece(in, sizeof in->piece);

  *bytes = in->piece;
  if (n < 0)
    archive_set_error(archive, in->error, "%s", strerror(in->error));
  else
    keep_tail(in, in->piece, (size_t)n);
  return n;
}

static zhen_status fail_packed(const text_input *in, struct archive *archive)
{
  const char *why = archive ? archive_error_string(archive) : "wrong checksum";

  if (in->error)
    return fail_errno(in->limits->name, in->error);
  return zhen_fail(ZHEN_EINPUT,
                   "%s: cannot be unpacked, it is damaged or cut short: %s",
                   text_label(in->limits->name), why ? why : "nothing in it");
}

static zhen_status open_archive(text_input *in)
{
  struct archive *archive = archive_read_new();
  struct archive_entry *entry;

  if (!archive)
    return zhen_fail_memory();
  in->archive = archive;
  if (archive_read_support_filter_gzip(archive) != ARCHIVE_OK ||
      archive_read_support_filter_xz(archive) != ARCHIVE_OK ||
      archive_read_support_filter_zstd(archive) != ARCHIVE_OK ||
      archive_read_support_format_raw(archive) != ARCHIVE_OK ||
      archive_read_support_format_empty(archive) != ARCHIVE_OK ||
      archive_read_open(archive, in, NULL, feed, NULL) != ARCHIVE_OK ||
      archive_read_next_header(archive, &entry) != ARCHIVE_OK ||
      archive_filter_code(archive, 0) == ARCHIVE_FILTER_NONE)
    return fail_packed(in, archive);
  return ZHEN_OK;
}

static zhen_status read_packed(text_input *in, buf *raw, size_t most)
{
  char bytes[TEXT_INPUT_BYTES / 4];
  la_ssize_t n = archive_read_data(in->archive, bytes,
                                   most < sizeof bytes ? most : sizeof bytes);

  if (n < 0)
    return fail_packed(in, in->archive);
  if (n == 0)
    return is_damaged_gzip(in) ? fail_packed(in, NULL) : ZHEN_OK;
  in->crc = crc_add(in->crc, bytes, (size_t)n);
  return keep(in, raw, bytes, (size_t)n);
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
  if (st == ZHEN_OK && is_packed(in))
    st = open_archive(in);
  if (st == ZHEN_OK)
    *out = in;
  else
    text_input_close(in);
  return st;
}

zhen_status text_input_read(text_input *in, buf *raw, size_t most)
{
  return in->archive ? read_packed(in, raw, most) : read_plain(in, raw, most);
}

/* Nobody can tell what libarchive still holds: so it is asked. */
bool text_input_ready(const text_input *in)
{
  struct pollfd ready = {.fd = in->fd, .events = POLLIN};

  return in->archive || !in->head_used || poll(&ready, 1, 0) != 0;
}

void text_input_close(text_input *in)
{
  if (!in)
    return;
  archive_read_free(in->archive);
  if (in->fd >= 0 && in->fd != STDIN_FILENO)
    close(in->fd);
  free(in);
}
