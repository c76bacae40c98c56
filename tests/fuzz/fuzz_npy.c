/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a file of vectors: numbers in rows, all finite, or an error. */
#include "fuzz.h"

#include <math.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zhen/zhen.h>

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
    for (size_t i = 0; i < v->count * v->dim; i++)
      REQUIRE(isfinite(v->at[i]));
    zhen_embeddings_free(v);
  }
  close(fd);
  return 0;
}
