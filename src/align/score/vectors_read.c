/* SPDX-License-Identifier: Apache-2.0 */
/*
 * NumPy's file format: a magic number, a version, the length of a header, the
 * header (a Python dictionary, as text), the numbers. Raw files, as of LASER
 * and vecalign, have only the numbers.
 */
#include "align/score/vectors_lines.h"
#include "base/fail.h"
#include "base/mem.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zhen/align.h>

enum { MAGIC_BYTES = 8, HEADER_MAX = 65536, STEP = 4096 };

static const size_t NUMBERS_MAX = (size_t)1 << 33;

typedef struct npy {
  const char *path;
  FILE *file;
  char *header;
  size_t count, dim, size; /* bytes per number */
  size_t n_rows;           /* of a raw file; 0: it may not be one */
  const size_t *rows;      /* the rows to take, `n_taken` of them; NULL: all */
  size_t n_taken;
} npy;

static zhen_status fail(const npy *n, const char *why)
{
  return zhen_fail(ZHEN_EINPUT, "%s: %s", n->path, why);
}

static zhen_status fail_short(const npy *n)
{
  if (ferror(n->file))
    return fail(n, strerror(errno));
  return fail(n, "truncated; save it again");
}

/* What a row belongs to. */
static const char *row_name(const npy *n)
{
  return n->rows ? "lines of the overlaps" : "sentences";
}

/* Rows of unknown length: the size of the file tells. */
static zhen_status measure_raw(npy *n)
{
  struct stat st;
  size_t row = n->n_rows * sizeof(float);

  if (fstat(fileno(n->file), &st) != 0 || !S_ISREG(st.st_mode))
    return fail(n, "not a NumPy file; raw numbers are read from a file only");
  if (st.st_size == 0 || (size_t)st.st_size % row != 0)
    return zhen_fail(ZHEN_EINPUT,
                     "%s: neither a NumPy file nor float32 numbers for %zu %s "
                     "(%lld bytes)",
                     n->path, n->n_rows, row_name(n), (long long)st.st_size);
  n->count = n->n_rows;
  n->dim = (size_t)st.st_size / row;
  n->size = sizeof(float);
  return fseeko(n->file, 0, SEEK_SET) == 0 ? ZHEN_OK : fail_short(n);
}

static zhen_status read_header(npy *n, const unsigned char start[MAGIC_BYTES])
{
  unsigned char length[4] = {0};
  size_t n_length, len;

  if (start[6] < 1 || start[6] > 3)
    return fail(n,
                "unknown NumPy format version; versions 1 to 3 are supported");
  n_length = start[6] == 1 ? 2 : 4;
  if (fread(length, 1, n_length, n->file) != n_length)
    return fail_short(n);
  len = length[0] | (size_t)length[1] << 8 | (size_t)length[2] << 16 |
        (size_t)length[3] << 24;
  if (len > HEADER_MAX)
    return fail(n, "the header is too long for a numeric array");
  n->header = mem_calloc(len + 1, 1);
  if (!n->header)
    return zhen_fail_memory();
  return fread(n->header, 1, len, n->file) == len ? ZHEN_OK : fail_short(n);
}

/* The value of a key of the header; NULL if the key is missing. */
static const char *value_of(const npy *n, const char *key)
{
  const char *at = strstr(n->header, key);

  if (!at)
    return NULL;
  at += strlen(key);
  return at + strspn(at, ": ");
}

static bool starts(const char *at, const char *with)
{
  return strncmp(at, with, strlen(with)) == 0;
}

static zhen_status read_shape(npy *n, const char *shape)
{
  char *end = NULL;

  errno = 0;
  if (*shape == '(')
    n->count = strtoull(shape + 1, &end, 10);
  if (end && *end == ',')
    n->dim = strtoull(end + 1, &end, 10);
  if (!end || errno || n->dim == 0 || *end != ')')
    return fail(n, "not a two-dimensional array (sentences x dimensions)");
  if (n->count > NUMBERS_MAX / n->dim)
    return zhen_fail(ZHEN_ELIMIT, "%s: too large", n->path);
  return ZHEN_OK;
}

static zhen_status parse_header(npy *n)
{
  const char *descr = value_of(n, "'descr'");
  const char *order = value_of(n, "'fortran_order'");
  const char *shape = value_of(n, "'shape'");

  if (!descr || !order || !shape)
    return fail(n, "the header lacks 'descr', 'fortran_order' or 'shape'");
  n->size = starts(descr, "'<f4'") ? 4 : starts(descr, "'<f2'") ? 2 : 0;
  if (n->size == 0)
    return zhen_fail(ZHEN_EINPUT,
                     "%s: unsupported type %.*s; save it as float32 or float16",
                     n->path, (int)strcspn(descr, ","), descr);
  if (!starts(order, "False"))
    return fail(n, "stored in Fortran order; save the result of "
                   "numpy.ascontiguousarray()");
  return read_shape(n, shape);
}

static float half_to_float(unsigned bits)
{
  float sign = bits & 0x8000 ? -1.0F : 1.0F;
  int exponent = (int)(bits >> 10 & 0x1F);
  float part = (float)(bits & 0x3FF);

  if (exponent == 0x1F)
    return part > 0 ? NAN : sign * INFINITY;
  if (exponent == 0)
    return sign * ldexpf(part, -24);
  return sign * ldexpf(part + 1024, exponent - 25);
}

static float number_at(const unsigned char *p, size_t size)
{
  uint32_t bits = (uint32_t)p[0] | (uint32_t)p[1] << 8;
  float value;

  if (size == 2)
    return half_to_float(bits);
  bits |= (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/* The next `count` numbers, which begin with row `row`. */
static zhen_status read_numbers(const npy *n, size_t row, size_t count,
                                float *out)
{
  unsigned char bytes[STEP * 4];

  for (size_t at = 0; at < count;) {
    size_t want = count - at < STEP ? count - at : STEP;

    if (fread(bytes, n->size, want, n->file) != want)
      return fail_short(n);
    for (size_t k = 0; k < want; k++) {
      out[at + k] = number_at(bytes + k * n->size, n->size);
      if (!isfinite(out[at + k]))
        return zhen_fail(ZHEN_EINPUT, "%s: row %zu: NaN or infinity", n->path,
                         row + (at + k) / n->dim);
    }
    at += want;
  }
  return ZHEN_OK;
}

static zhen_status read_all(const npy *n, float *out)
{
  zhen_status status = read_numbers(n, 0, n->count * n->dim, out);

  if (status != ZHEN_OK)
    return status;
  return fgetc(n->file) == EOF ? ZHEN_OK
                               : fail(n, "longer than its header says");
}

/* The rows that are asked for; a sentence without one has zeros. */
static zhen_status read_taken(const npy *n, float *out)
{
  off_t begin = ftello(n->file);
  size_t bytes = n->dim * n->size;

  for (size_t i = 0; i < n->n_taken; i++) {
    size_t row = n->rows[i];
    zhen_status status;

    if (row == ROW_NONE)
      continue;
    if (fseeko(n->file, begin + (off_t)(row * bytes), SEEK_SET) != 0)
      return fail(n, strerror(errno));
    status = read_numbers(n, row, n->dim, out + i * n->dim);
    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

/* The header may claim more than the file has: allocate only what it has. */
static zhen_status check_size(const npy *n)
{
  struct stat st;
  off_t at = ftello(n->file);

  if (at < 0 || fstat(fileno(n->file), &st) != 0 || !S_ISREG(st.st_mode) ||
      (size_t)(st.st_size - at) / n->size >= n->count * n->dim)
    return ZHEN_OK;
  return fail_short(n);
}

/* Read the header, or measure a file without one. */
static zhen_status open_numbers(npy *n)
{
  unsigned char start[MAGIC_BYTES];
  zhen_status status;

  if (fread(start, 1, sizeof start, n->file) != sizeof start ||
      memcmp(start, "\x93NUMPY", 6) != 0)
    return n->n_rows > 0
               ? measure_raw(n)
               : fail(n, "not a NumPy file; save one with numpy.save()");
  status = read_header(n, start);
  if (status == ZHEN_OK)
    status = parse_header(n);
  if (status == ZHEN_OK && n->n_rows > 0 && n->count != n->n_rows)
    status = zhen_fail(ZHEN_EINPUT,
                       "%s: %zu embeddings for %zu %s; split the text as for "
                       "the embeddings, a sentence per line",
                       n->path, n->count, n->n_rows, row_name(n));
  return status == ZHEN_OK ? check_size(n) : status;
}

static zhen_status read_file(npy *n, zhen_embeddings **out)
{
  zhen_status status = open_numbers(n);
  size_t count = n->rows ? n->n_taken : n->count;
  float *at;

  if (status != ZHEN_OK)
    return status;
  at = mem_calloc(count * n->dim + 1, sizeof *at);
  *out = mem_calloc(1, sizeof **out);
  if (!at || !*out) {
    free(at);
    return zhen_fail_memory();
  }
  **out = (zhen_embeddings){at, count, n->dim};
  return n->rows ? read_taken(n, at) : read_all(n, at);
}

static zhen_status read_embeddings(npy *n, zhen_embeddings **out)
{
  zhen_status status;

  *out = NULL;
  n->file = fopen(n->path, "rbe");
  if (!n->file && errno == ENOMEM)
    return zhen_fail_memory();
  if (!n->file)
    return fail(n, strerror(errno));
  status = read_file(n, out);
  fclose(n->file);
  free(n->header);
  if (status != ZHEN_OK) {
    zhen_embeddings_free(*out);
    *out = NULL;
  }
  return status;
}

zhen_status zhen_embeddings_read(zhen_embeddings **out, const char *path)
{
  npy n = {.path = path};

  return read_embeddings(&n, out);
}

zhen_status zhen_embeddings_read_for(zhen_embeddings **out, const char *path,
                                     const zhen_sentences *sentences,
                                     const char *lines)
{
  npy n = {.path = path, .n_rows = sentences->count};
  size_t *rows = NULL;
  zhen_status status = ZHEN_OK;

  *out = NULL;
  if (lines)
    status = lines_to_rows(&rows, &n.n_rows, lines, sentences);
  n.rows = rows;
  n.n_taken = sentences->count;
  if (status == ZHEN_OK)
    status = read_embeddings(&n, out);
  free(rows);
  return status;
}

void zhen_embeddings_free(zhen_embeddings *v)
{
  if (!v)
    return;
  free((void *)(uintptr_t)v->at);
  free(v);
}
