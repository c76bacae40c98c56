/* SPDX-License-Identifier: Apache-2.0 */
#include "base/decompress.h"
#include "base/fail.h"
#include "base/mem.h"

#include <lzma.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

/* One step: remaining input and free room. */
typedef struct decompress_step {
  const char *in;
  size_t len;
  char *to;
  size_t room;
} decompress_step;

/* `open` and `next` fail with a message; `next` advances the step. */
typedef struct format {
  const char *magic;
  size_t magic_len;
  zhen_status (*open)(decompressor *u);
  zhen_status (*next)(decompressor *u, decompress_step *s);
  void (*close)(decompressor *u);
} format;

struct decompressor {
  const format *format;
  bool between; /* between members or frames: the input may end here */
  union {
    z_stream gz;
    lzma_stream xz;
    ZSTD_DCtx *zst;
  } as;
};

static zhen_status fail(const char *why)
{
  return zhen_fail(ZHEN_EINPUT, "%s", why);
}

/* ---- gzip ---- */

enum { GZIP_ONLY = 16 };

static zhen_status gz_open(decompressor *u)
{
  return inflateInit2(&u->as.gz, MAX_WBITS + GZIP_ONLY) == Z_OK
             ? ZHEN_OK
             : zhen_fail_memory();
}

/* Another member may follow, or zeros that pad a tape block. */
static zhen_status gz_next_member(decompressor *u, decompress_step *s)
{
  while (s->len > 0 && *s->in == '\0') {
    s->in++;
    s->len--;
  }
  if (s->len == 0)
    return ZHEN_OK;
  u->between = false;
  return inflateReset(&u->as.gz) == Z_OK ? ZHEN_OK : zhen_fail_memory();
}

static uInt at_most(size_t n)
{
  return n < UINT32_MAX / 2 ? (uInt)n : UINT32_MAX / 2;
}

static zhen_status gz_next(decompressor *u, decompress_step *s)
{
  z_stream *z = &u->as.gz;
  uInt len, room;
  int rc;

  if (u->between)
    return gz_next_member(u, s);
  len = z->avail_in = at_most(s->len);
  room = z->avail_out = at_most(s->room);
  z->next_in = (Bytef *)(uintptr_t)s->in;
  z->next_out = (Bytef *)s->to;
  rc = inflate(z, Z_NO_FLUSH);
  s->in += len - z->avail_in;
  s->len -= len - z->avail_in;
  s->to += room - z->avail_out;
  s->room -= room - z->avail_out;
  u->between = rc == Z_STREAM_END;
  if (rc == Z_MEM_ERROR)
    return zhen_fail_memory();
  if (rc == Z_OK || rc == Z_STREAM_END || rc == Z_BUF_ERROR)
    return ZHEN_OK;
  return fail(z->msg ? z->msg : "invalid gzip data");
}

static void gz_close(decompressor *u)
{
  inflateEnd(&u->as.gz);
}

/* ---- xz ---- */

static zhen_status xz_open(decompressor *u)
{
  u->as.xz = (lzma_stream)LZMA_STREAM_INIT;
  return lzma_stream_decoder(&u->as.xz, UINT64_MAX, LZMA_CONCATENATED) ==
                 LZMA_OK
             ? ZHEN_OK
             : zhen_fail_memory();
}

/* The library reports an incomplete last stream only at the end. */
static zhen_status xz_next(decompressor *u, decompress_step *s)
{
  lzma_stream *z = &u->as.xz;
  lzma_ret rc;

  z->next_in = (const uint8_t *)s->in;
  z->avail_in = s->len;
  z->next_out = (uint8_t *)s->to;
  z->avail_out = s->room;
  rc = lzma_code(z, s->len == 0 ? LZMA_FINISH : LZMA_RUN);
  s->in += s->len - z->avail_in;
  s->len = z->avail_in;
  s->to += s->room - z->avail_out;
  s->room = z->avail_out;
  u->between = rc == LZMA_STREAM_END;
  switch (rc) {
  case LZMA_OK:
  case LZMA_BUF_ERROR:
  case LZMA_STREAM_END:
    return ZHEN_OK;
  case LZMA_MEM_ERROR:
  case LZMA_MEMLIMIT_ERROR:
    return zhen_fail_memory();
  case LZMA_FORMAT_ERROR:
    return fail("data after the first xz stream is not xz");
  case LZMA_OPTIONS_ERROR:
    return fail("unsupported xz option");
  default:
    return fail("invalid xz data");
  }
}

static void xz_close(decompressor *u)
{
  lzma_end(&u->as.xz);
}

/* ---- zstd ---- */

static zhen_status zst_open(decompressor *u)
{
  u->as.zst = ZSTD_createDCtx();
  return u->as.zst ? ZHEN_OK : zhen_fail_memory();
}

static zhen_status zst_next(decompressor *u, decompress_step *s)
{
  ZSTD_inBuffer in = {s->in, s->len, 0};
  ZSTD_outBuffer out = {s->to, s->room, 0};
  size_t rc;

  if (u->between && s->len == 0)
    return ZHEN_OK;
  rc = ZSTD_decompressStream(u->as.zst, &out, &in);
  if (ZSTD_isError(rc))
    return ZSTD_getErrorCode(rc) == ZSTD_error_memory_allocation
               ? zhen_fail_memory()
               : fail(ZSTD_getErrorName(rc));
  s->in += in.pos;
  s->len -= in.pos;
  s->to += out.pos;
  s->room -= out.pos;
  u->between = rc == 0;
  return ZHEN_OK;
}

static void zst_close(decompressor *u)
{
  ZSTD_freeDCtx(u->as.zst);
}

/* ---- all of them ---- */

static const format formats[] = {
    {"\x1F\x8B", 2, gz_open, gz_next, gz_close},
    {"\xFD"
     "7zXZ\0",
     6, xz_open, xz_next, xz_close},
    {"\x28\xB5\x2F\xFD", 4, zst_open, zst_next, zst_close},
};

static const format *find(const char *head, size_t len)
{
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
    if (len >= formats[i].magic_len &&
        memcmp(head, formats[i].magic, formats[i].magic_len) == 0)
      return &formats[i];
  return NULL;
}

bool decompress_wanted(const char *head, size_t len)
{
  return find(head, len) != NULL;
}

zhen_status decompress_open(decompressor **out, const char *head, size_t len)
{
  decompressor *u = mem_calloc(1, sizeof *u);
  zhen_status status;

  *out = NULL;
  if (!u)
    return zhen_fail_memory();
  u->format = find(head, len);
  status = u->format->open(u);
  if (status == ZHEN_OK)
    *out = u;
  else
    decompress_free(u);
  return status;
}

zhen_status decompress_next(decompressor *u, const char **in, size_t *len,
                            char *to, size_t room, size_t *made)
{
  decompress_step s = {*in, *len, to, room};
  bool last = *len == 0;
  zhen_status status = u->format->next(u, &s);

  *made = room - s.room;
  *in = s.in;
  *len = s.len;
  if (status == ZHEN_OK && last && *made == 0 && !u->between)
    return fail("unexpected end of data");
  return status;
}

void decompress_free(decompressor *u)
{
  if (!u)
    return;
  u->format->close(u);
  free(u);
}
