/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file or standard input to bytes: read in pieces, unpacked by libarchive if
 * (and only if) it begins like gzip, xz or zstd, held to the limits as it
 * grows, so that neither an endless input nor a bomb is ever held whole.
 */
#include "base/fail.h"
#include "text/text.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 64 * 1024, MAGIC = 6 };

typedef struct input {
  int fd;
  const char *name;
  const zhen_read_options *options;
  text_limits seen;
  size_t head; /* bytes in `piece` read while looking at the magic number */
  bool head_used;
  int error;             /* errno of a read that failed */
  uint32_t crc;          /* of what was unpacked */
  unsigned char tail[8]; /* the last bytes read */
  char piece[PIECE];
} input;

static zhen_status fail_errno(const char *name, int error)
{
  const char *why = strerror(error);

  if (error == ENOENT || error == ENOTDIR)
    why = "no such file";
  else if (error == EISDIR)
    why = "is a directory";
  else if (error == EACCES || error == EPERM)
    why = "no permission to read";
  return zhen_fail(ZHEN_EINPUT, "%s: %s", text_label(name), why);
}

static zhen_status open_input(input *in)
{
  struct stat info;

  if (strcmp(in->name, "-") == 0) {
    in->fd = STDIN_FILENO;
  } else {
    in->fd = open(in->name, O_RDONLY | O_CLOEXEC);
    if (in->fd < 0)
      return fail_errno(in->name, errno);
  }
  if (fstat(in->fd, &info) == 0 && S_ISDIR(info.st_mode))
    return fail_errno(in->name, EISDIR);
  return ZHEN_OK;
}

static ssize_t read_some(input *in, char *to, size_t room)
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
static zhen_status read_head(input *in)
{
  while (in->head < MAGIC) {
    ssize_t n = read_some(in, in->piece + in->head, PIECE - in->head);

    if (n < 0)
      return fail_errno(in->name, in->error);
    if (n == 0)
      break;
    in->head += (size_t)n;
  }
  return ZHEN_OK;
}

static bool begins(const input *in, const char *magic, size_t len)
{
  return in->head >= len && memcmp(in->piece, magic, len) == 0;
}

static bool is_packed(const input *in)
{
  return begins(in, "\x1F\x8B", 2) ||
         begins(in,
                "\xFD"
                "7zXZ\0",
                6) ||
         begins(in, "\x28\xB5\x2F\xFD", 4);
}

static zhen_status keep(input *in, buf *raw, const char *bytes, size_t len)
{
  zhen_status st =
      text_limits_add(&in->seen, bytes, len, in->name, in->options);

  if (st != ZHEN_OK)
    return st;
  buf_put(raw, bytes, len);
  return buf_status(raw);
}

static zhen_status read_plain(input *in, buf *raw)
{
  zhen_status st = keep(in, raw, in->piece, in->head);

  while (st == ZHEN_OK) {
    ssize_t n = read_some(in, in->piece, PIECE);

    if (n < 0)
      return fail_errno(in->name, in->error);
    if (n == 0)
      break;
    st = keep(in, raw, in->piece, (size_t)n);
  }
  return st;
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

static void keep_tail(input *in, const char *bytes, size_t len)
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
static bool is_damaged_gzip(const input *in, struct archive *archive)
{
  return archive_filter_code(archive, 0) == ARCHIVE_FILTER_GZIP &&
         little_endian(in->tail + 4) == (uint32_t)in->seen.total &&
         little_endian(in->tail) != in->crc;
}

/* libarchive's read callback: what was read already, then the rest. */
static la_ssize_t feed(struct archive *archive, void *data, const void **bytes)
{
  input *in = data;
  ssize_t n = (ssize_t)in->head;

  *bytes = in->piece;
  if (in->head_used)
    n = read_some(in, in->piece, PIECE);
  in->head_used = true;
  if (n < 0)
    archive_set_error(archive, in->error, "%s", strerror(in->error));
  else
    keep_tail(in, in->piece, (size_t)n);
  return n;
}

static zhen_status fail_packed(const input *in, struct archive *archive)
{
  const char *why = archive ? archive_error_string(archive) : "wrong checksum";

  if (in->error)
    return fail_errno(in->name, in->error);
  return zhen_fail(ZHEN_EINPUT,
                   "%s: cannot be unpacked, it is damaged or cut short: %s",
                   text_label(in->name), why ? why : "nothing in it");
}

static zhen_status unpack(input *in, buf *raw, struct archive *archive)
{
  struct archive_entry *entry;
  char bytes[PIECE / 4];
  la_ssize_t n;

  if (archive_read_support_filter_gzip(archive) != ARCHIVE_OK ||
      archive_read_support_filter_xz(archive) != ARCHIVE_OK ||
      archive_read_support_filter_zstd(archive) != ARCHIVE_OK ||
      archive_read_support_format_raw(archive) != ARCHIVE_OK ||
      archive_read_support_format_empty(archive) != ARCHIVE_OK ||
      archive_read_open(archive, in, NULL, feed, NULL) != ARCHIVE_OK ||
      archive_read_next_header(archive, &entry) != ARCHIVE_OK ||
      archive_filter_code(archive, 0) == ARCHIVE_FILTER_NONE)
    return fail_packed(in, archive);
  while ((n = archive_read_data(archive, bytes, sizeof bytes)) > 0) {
    zhen_status st = keep(in, raw, bytes, (size_t)n);

    if (st != ZHEN_OK)
      return st;
    in->crc = crc_add(in->crc, bytes, (size_t)n);
  }
  if (n < 0)
    return fail_packed(in, archive);
  return is_damaged_gzip(in, archive) ? fail_packed(in, NULL) : ZHEN_OK;
}

static zhen_status read_packed(input *in, buf *raw)
{
  struct archive *archive = archive_read_new();
  zhen_status st;

  if (!archive)
    return zhen_fail_memory();
  st = unpack(in, raw, archive);
  archive_read_free(archive);
  return st;
}

zhen_status zhen_text_read(zhen_text **out, const char *path,
                           const zhen_read_options *options)
{
  input in = {.fd = -1, .name = path, .options = options};
  buf raw = {0};
  zhen_status st;

  *out = NULL;
  st = open_input(&in);
  if (st == ZHEN_OK)
    st = read_head(&in);
  if (st == ZHEN_OK)
    st = is_packed(&in) ? read_packed(&in, &raw) : read_plain(&in, &raw);
  if (in.fd >= 0 && in.fd != STDIN_FILENO)
    close(in.fd);
  if (st != ZHEN_OK) {
    buf_dispose(&raw);
    return st;
  }
  return text_decode(out, &raw, path, options);
}
