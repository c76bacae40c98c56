/* SPDX-License-Identifier: Apache-2.0 */
/* The same input gives the same bytes: no time or name is stored. */
#include "base/compress.h"
#include "base/fail.h"
#include "base/mem.h"

#include <lzma.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>
#include <zstd.h>

enum { OUT_BYTES = 64 * 1024, GZIP = 16, GZIP_MEMORY = 8, XZ_PRESET = 6 };

/*
 * `step` compresses from `in` into `out` and returns what was used of both;
 * with `last`, sets `*done` when there is no more output. False without memory.
 */
typedef struct compression {
  const char *suffix;
  bool (*open)(compressor *p);
  bool (*step)(compressor *p, bool last, bool *done);
  void (*close)(compressor *p);
} compression;

struct compressor {
  const compression *how;
  compress_sink *sink;
  void *context;
  bool failed;
  const char *in;
  size_t len, made; /* bytes left of `in`, bytes in `out` */
  union {
    z_stream gz;
    lzma_stream xz;
    ZSTD_CCtx *zst;
  } as;
  char out[OUT_BYTES];
};

/* ---- gzip ---- */

static bool gz_open(compressor *p)
{
  return deflateInit2(&p->as.gz, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
                      MAX_WBITS + GZIP, GZIP_MEMORY,
                      Z_DEFAULT_STRATEGY) == Z_OK;
}

static bool gz_step(compressor *p, bool last, bool *done)
{
  z_stream *z = &p->as.gz;
  size_t len = p->len < OUT_BYTES ? p->len : OUT_BYTES;
  int rc;

  z->next_in = (Bytef *)(uintptr_t)p->in;
  z->avail_in = (uInt)len;
  z->next_out = (Bytef *)p->out;
  z->avail_out = OUT_BYTES;
  rc = deflate(z, last ? Z_FINISH : Z_NO_FLUSH);
  p->in += len - z->avail_in;
  p->len -= len - z->avail_in;
  p->made = OUT_BYTES - z->avail_out;
  *done = rc == Z_STREAM_END;
  return rc == Z_OK || rc == Z_STREAM_END || rc == Z_BUF_ERROR;
}

static void gz_close(compressor *p)
{
  deflateEnd(&p->as.gz);
}

/* ---- xz ---- */

static bool xz_open(compressor *p)
{
  p->as.xz = (lzma_stream)LZMA_STREAM_INIT;
  return lzma_easy_encoder(&p->as.xz, XZ_PRESET, LZMA_CHECK_CRC64) == LZMA_OK;
}

static bool xz_step(compressor *p, bool last, bool *done)
{
  lzma_stream *z = &p->as.xz;
  lzma_ret rc;

  z->next_in = (const uint8_t *)p->in;
  z->avail_in = p->len;
  z->next_out = (uint8_t *)p->out;
  z->avail_out = OUT_BYTES;
  rc = lzma_code(z, last ? LZMA_FINISH : LZMA_RUN);
  p->in += p->len - z->avail_in;
  p->len = z->avail_in;
  p->made = OUT_BYTES - z->avail_out;
  *done = rc == LZMA_STREAM_END;
  return rc == LZMA_OK || rc == LZMA_STREAM_END || rc == LZMA_BUF_ERROR;
}

static void xz_close(compressor *p)
{
  lzma_end(&p->as.xz);
}

/* ---- zstd ---- */

static bool zst_open(compressor *p)
{
  p->as.zst = ZSTD_createCCtx();
  return p->as.zst && !ZSTD_isError(ZSTD_CCtx_setParameter(
                          p->as.zst, ZSTD_c_checksumFlag, 1));
}

static bool zst_step(compressor *p, bool last, bool *done)
{
  ZSTD_inBuffer in = {p->in, p->len, 0};
  ZSTD_outBuffer out = {p->out, OUT_BYTES, 0};
  size_t rc = ZSTD_compressStream2(p->as.zst, &out, &in,
                                   last ? ZSTD_e_end : ZSTD_e_continue);

  p->in += in.pos;
  p->len -= in.pos;
  p->made = out.pos;
  *done = rc == 0;
  return !ZSTD_isError(rc);
}

static void zst_close(compressor *p)
{
  ZSTD_freeCCtx(p->as.zst);
}

/* ---- all of them ---- */

static const compression compressions[] = {
    {".gz", gz_open, gz_step, gz_close},
    {".xz", xz_open, xz_step, xz_close},
    {".zst", zst_open, zst_step, zst_close},
};

static const compression *find(const char *name)
{
  size_t len = strlen(name);

  for (size_t i = 0; i < sizeof compressions / sizeof *compressions; i++) {
    size_t end = strlen(compressions[i].suffix);

    if (len > end && strcasecmp(name + len - end, compressions[i].suffix) == 0)
      return &compressions[i];
  }
  return NULL;
}

bool compress_wanted(const char *name)
{
  return find(name) != NULL;
}

size_t compress_stem(const char *name)
{
  const compression *p = find(name);

  return strlen(name) - (p ? strlen(p->suffix) : 0);
}

zhen_status compress_open(compressor **out, const char *name,
                          compress_sink *sink, void *context)
{
  compressor *p = mem_calloc(1, sizeof *p);

  *out = NULL;
  if (!p)
    return zhen_fail_memory();
  p->how = find(name);
  p->sink = sink;
  p->context = context;
  if (!p->how->open(p)) {
    compress_free(p);
    return zhen_fail_memory();
  }
  *out = p;
  return ZHEN_OK;
}

static void step(compressor *p, bool last, bool *done)
{
  p->failed = !p->how->step(p, last, done);
  if (p->made > 0)
    p->sink(p->context, p->out, p->made);
}

void compress_put(compressor *p, const void *bytes, size_t len)
{
  bool done;

  p->in = bytes;
  p->len = len;
  while (p->len > 0 && !p->failed)
    step(p, false, &done);
}

zhen_status compress_finish(compressor *p)
{
  bool done = false;

  p->in = "";
  p->len = 0;
  while (!done && !p->failed)
    step(p, true, &done);
  return p->failed ? zhen_fail_memory() : ZHEN_OK;
}

void compress_free(compressor *p)
{
  if (!p)
    return;
  p->how->close(p);
  free(p);
}
