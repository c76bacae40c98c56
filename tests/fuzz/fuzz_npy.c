/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a file of vectors, as NumPy's and without a header: numbers in
 * rows, all finite, or an error.
 */
#include "fuzz.h"

#include <math.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zhen/zhen.h>

static void check_finite(zhen_embeddings *v)
{
  for (size_t i = 0; i < v->count * v->dim; i++)
    REQUIRE(isfinite(v->at[i]));
  zhen_embeddings_free(v);
}

/* Rows of three sentences, or of the lines that the bytes are themselves. */
static void read_for(const char *path, const uint8_t *bytes, size_t len)
{
  const char *lines = len > 0 && bytes[len - 1] % 2 ? path : NULL;
  zhen_sentences *s;
  zhen_embeddings *v;

  REQUIRE(zhen_split_lines(&s, (zhen_str){"a\n\nb\n", 5}) == ZHEN_OK);
  if (zhen_embeddings_read_for(&v, path, s, lines) == ZHEN_OK) {
    REQUIRE(v->dim > 0 && v->count == s->count && v->dim <= len);
    check_finite(v);
  } else {
    REQUIRE(!v && zhen_error_last()[0]);
  }
  zhen_sentences_free(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
  char path[64];
  zhen_embeddings *v;
  int fd = memfd_create("fuzz", MFD_CLOEXEC);

  REQUIRE(fd >= 0 && write(fd, bytes, len) == (ssize_t)len);
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  if (zhen_embeddings_read(&v, path) != ZHEN_OK) {
    REQUIRE(!v && zhen_error_last()[0]);
  } else {
    REQUIRE(v->dim > 0 && v->count * v->dim <= len);
    check_finite(v);
  }
  read_for(path, bytes, len);
  close(fd);
  return 0;
}
