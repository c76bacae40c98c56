/* SPDX-License-Identifier: Apache-2.0 */
/* The compressed bytes of a member are kept until its sizes are known, as the
   header before them has these and an output cannot go back. */
#include "base/zip.h"
#include "base/fail.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
  STEP = 64 * 1024,
  DEFLATED = 8,
  VERSION = 20, /* 2.0: deflate */
  UTF8_NAMES = 0x800,
  NEW_YEAR_1980 = 0x21, /* the first date of ZIP */
  MEMBERS_MAX = 0xFFFF
};

struct zip_writer {
  zhen_output *out;
  z_stream deflate;
  bool open, stored; /* a member is being written */
  buf name, packed, directory;
  uint32_t crc;
  uint64_t size, at, members; /* of the member; bytes and members so far */
  zhen_status status;
};

zip_writer *zip_open(zhen_output *out)
{
  zip_writer *z = mem_calloc(1, sizeof *z);

  if (!z)
    return NULL;
  z->out = out;
  if (deflateInit2(&z->deflate, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS,
                   8, Z_DEFAULT_STRATEGY) == Z_OK)
    return z;
  free(z);
  return NULL;
}

static void put16(buf *b, unsigned n)
{
  buf_putc(b, (char)(n & 0xFF));
  buf_putc(b, (char)(n >> 8 & 0xFF));
}

static void put32(buf *b, uint64_t n)
{
  put16(b, (unsigned)(n & 0xFFFF));
  put16(b, (unsigned)(n >> 16 & 0xFFFF));
}

/* What the header of a member and its entry in the directory share. */
static void put_sizes(const zip_writer *z, buf *b)
{
  put16(b, VERSION);
  put16(b, UTF8_NAMES);
  put16(b, z->stored ? 0 : DEFLATED);
  put16(b, 0);
  put16(b, NEW_YEAR_1980);
  put32(b, z->crc);
  put32(b, z->packed.len);
  put32(b, z->size);
  put16(b, (unsigned)z->name.len);
  put16(b, 0);
}

static void flush(zip_writer *z, buf *b)
{
  if (b->failed && z->status == ZHEN_OK)
    z->status = zhen_fail_memory();
  if (b->len > 0)
    zhen_output_put(z->out, b->ptr, b->len);
  z->at += b->len;
  b->len = 0;
}

static void deflate_bytes(zip_writer *z, const char *bytes, size_t len,
                          int mode)
{
  z_stream *d = &z->deflate;
  int rc;

  d->next_in = (Bytef *)(uintptr_t)bytes;
  do {
    size_t step = len < STEP ? len : STEP;

    if (d->avail_in == 0) {
      d->avail_in = (uInt)step;
      len -= step;
    }
    buf_reserve(&z->packed, STEP);
    if (z->packed.failed)
      return;
    d->next_out = (Bytef *)z->packed.ptr + z->packed.len;
    d->avail_out = STEP;
    rc = deflate(d, len == 0 ? mode : Z_NO_FLUSH);
    z->packed.len += STEP - d->avail_out;
  } while (rc == Z_OK && (len > 0 || d->avail_in > 0 || mode == Z_FINISH));
}

static zhen_status fail_size(void)
{
  return zhen_fail(ZHEN_ELIMIT,
                   "a ZIP file holds at most 4 GiB in %d members; write fewer "
                   "pairs to a file",
                   MEMBERS_MAX);
}

static void end_member(zip_writer *z)
{
  buf head = {0};

  if (!z->open)
    return;
  z->open = false;
  if (!z->stored)
    deflate_bytes(z, "", 0, Z_FINISH);
  deflateReset(&z->deflate);
  if (z->status == ZHEN_OK &&
      (z->size > UINT32_MAX || z->packed.len > UINT32_MAX ||
       z->at > UINT32_MAX || z->members >= MEMBERS_MAX))
    z->status = fail_size();
  put32(&z->directory, 0x02014B50);
  put16(&z->directory, VERSION);
  put_sizes(z, &z->directory);
  put16(&z->directory, 0);
  put32(&z->directory, 0);
  put32(&z->directory, 0);
  put32(&z->directory, z->at);
  buf_put(&z->directory, z->name.ptr, z->name.len);
  put32(&head, 0x04034B50);
  put_sizes(z, &head);
  buf_put(&head, z->name.ptr, z->name.len);
  flush(z, &head);
  flush(z, &z->packed);
  z->members++;
  buf_dispose(&head);
}

void zip_member(zip_writer *z, const char *name, bool stored)
{
  end_member(z);
  z->open = true;
  z->stored = stored;
  z->crc = 0;
  z->size = 0;
  z->name.len = 0;
  buf_puts(&z->name, name);
  if (z->name.failed && z->status == ZHEN_OK)
    z->status = zhen_fail_memory();
}

void zip_put(zip_writer *z, buf *b)
{
  if (b->failed && z->status == ZHEN_OK)
    z->status = zhen_fail_memory();
  if (b->len > 0) {
    z->crc = (uint32_t)crc32_z(z->crc, (const Bytef *)b->ptr, b->len);
    z->size += b->len;
    if (z->stored)
      buf_put(&z->packed, b->ptr, b->len);
    else
      deflate_bytes(z, b->ptr, b->len, Z_NO_FLUSH);
  }
  b->len = 0;
}

void zip_put_member(zip_writer *z, const char *name, const char *content)
{
  buf b = {0};

  zip_member(z, name, false);
  buf_puts(&b, content);
  zip_put(z, &b);
  buf_dispose(&b);
}

zhen_status zip_end(zip_writer *z)
{
  uint64_t begin, size;

  end_member(z);
  begin = z->at;
  size = z->directory.len;
  if (z->status == ZHEN_OK && begin > UINT32_MAX)
    z->status = fail_size();
  flush(z, &z->directory);
  put32(&z->directory, 0x06054B50);
  put32(&z->directory, 0);
  put16(&z->directory, (unsigned)z->members);
  put16(&z->directory, (unsigned)z->members);
  put32(&z->directory, size);
  put32(&z->directory, begin);
  put16(&z->directory, 0);
  flush(z, &z->directory);
  return z->status;
}

void zip_close(zip_writer *z)
{
  if (!z)
    return;
  deflateEnd(&z->deflate);
  buf_dispose(&z->name);
  buf_dispose(&z->packed);
  buf_dispose(&z->directory);
  free(z);
}
