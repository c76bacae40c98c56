/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Preloaded before glibc: the FAIL_AT-th allocation of the process fails, and
 * with FAIL_ON all later ones, too. COUNT_TO names a file for their number.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static atomic_long count;
static long fail_at = -1;
static bool fail_on;

static bool fails(void)
{
  long now = atomic_fetch_add(&count, 1) + 1;
  bool failing;

  if (fail_at < 0) {
    const char *at = getenv("FAIL_AT");

    fail_at = at ? strtol(at, NULL, 10) : 0;
    fail_on = getenv("FAIL_ON") != NULL;
  }
  failing = fail_at > 0 && (fail_on ? now >= fail_at : now == fail_at);
  if (failing)
    errno = ENOMEM;
  return failing;
}

void *malloc(size_t size)
{
  return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
  return fails() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
  return fails() ? NULL : __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
  return fails() ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
  void *p = fails() ? NULL : __libc_memalign(alignment, size);

  if (p)
    *out = p;
  return p ? 0 : ENOMEM;
}

__attribute__((destructor)) static void tell(void)
{
  const char *path = getenv("COUNT_TO");
  int fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666) : -1;
  char text[32];
  int n = snprintf(text, sizeof text, "%ld\n", count);

  if (fd >= 0 && write(fd, text, (size_t)n) == n)
    close(fd);
}
