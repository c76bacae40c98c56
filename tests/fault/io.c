/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Preloaded before glibc: the FAIL_AT-th read at a file position fails, as on a
 * damaged disk, or with FAIL_MAP the FAIL_AT-th mapping of a file, as without
 * memory. COUNT_TO names a file for their number.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#undef pread64
#undef mmap64

static long count;

/* A function of the C library by name. */
static void find(void *function, const char *name)
{
  void *symbol = dlsym(RTLD_NEXT, name);

  memcpy(function, &symbol, sizeof symbol);
}

static bool fails(bool map, int error)
{
  const char *at = getenv("FAIL_AT");

  if (map != (getenv("FAIL_MAP") != NULL) ||
      ++count != (at ? strtol(at, NULL, 10) : 0))
    return false;
  errno = error;
  return true;
}

ssize_t pread64(int fd, void *to, size_t size, off64_t at)
{
  ssize_t (*real)(int, void *, size_t, off64_t);

  find(&real, "pread64");
  return fails(false, EIO) ? -1 : real(fd, to, size, at);
}

ssize_t pread(int fd, void *to, size_t size, off_t at)
{
  return pread64(fd, to, size, at);
}

void *mmap64(void *hint, size_t size, int how, int flags, int fd, off64_t at)
{
  void *(*real)(void *, size_t, int, int, int, off64_t);

  find(&real, "mmap64");
  return fd >= 0 && fails(true, ENOMEM) ? MAP_FAILED
                                        : real(hint, size, how, flags, fd, at);
}

void *mmap(void *hint, size_t size, int how, int flags, int fd, off_t at)
{
  return mmap64(hint, size, how, flags, fd, at);
}

__attribute__((destructor)) static void tell(void)
{
  const char *path = getenv("COUNT_TO");
  FILE *f = path ? fopen(path, "w") : NULL;

  if (!f)
    return;
  fprintf(f, "%ld\n", count);
  fclose(f);
}
