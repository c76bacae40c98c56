/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Preloaded before glibc: the FAIL_AT-th allocation of the process fails, and
 * with FAIL_ON all after it, too. COUNT_TO names a file for their number.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static long count, fail_at = -1;
static bool fail_on;

static bool fails(void)
{
  if (fail_at < 0) {
    const char *at = getenv("FAIL_AT");

    fail_at = at ? strtol(at, NULL, 10) : 0;
    fail_on = getenv("FAIL_ON") != NULL;
  }
  count++;
  return fail_at > 0 && (fail_on ? count >= fail_at : count == fail_at);
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

__attribute__((destructor)) static void tell(void)
{
  const char *path = getenv("COUNT_TO");
  FILE *f = path ? fopen(path, "w") : NULL;

  if (!f)
    return;
  fprintf(f, "%ld\n", count);
  fclose(f);
}
