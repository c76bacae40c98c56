/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Preloaded before glibc: before the KILL_AT-th call that changes a file or a
 * name, the process gets the signal KILL_WITH (default: 9). With KILL_ON, only
 * calls of that name count. CALLS_TO names a file for the names of all calls.
 */
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long count;

static void note(const char *call)
{
  const char *path = getenv("CALLS_TO");
  FILE *f = path ? fopen(path, "a") : NULL;

  if (!f)
    return;
  fprintf(f, "%s\n", call);
  fclose(f);
}

/* Call glibc, unless it is time to kill. */
static void *before(const char *call)
{
  const char *at = getenv("KILL_AT"), *on = getenv("KILL_ON");
  const char *with = getenv("KILL_WITH");

  note(call);
  if (!on || strcmp(on, call) == 0)
    count++;
  if (at && count == strtol(at, NULL, 10)) {
    count++;
    kill(getpid(), with ? (int)strtol(with, NULL, 10) : SIGKILL);
  }
  return dlsym(RTLD_NEXT, call);
}

#define CALL(name, parameters, ...)                                            \
  int name parameters;                                                         \
  int name parameters                                                          \
  {                                                                            \
    union {                                                                    \
      void *symbol;                                                            \
      int(*call) parameters;                                                   \
    } next = {before(#name)};                                                  \
                                                                               \
    return next.call(__VA_ARGS__);                                             \
  }

CALL(rename, (const char *from, const char *to), from, to)
CALL(link, (const char *from, const char *to), from, to)
CALL(unlink, (const char *path), path)
CALL(fsync, (int fd), fd)
CALL(fdatasync, (int fd), fd)
CALL(ftruncate64, (int fd, off64_t size), fd, size)

ssize_t pwrite64(int fd, const void *bytes, size_t len, off64_t at)
{
  union {
    void *symbol;
    ssize_t (*call)(int, const void *, size_t, off64_t);
  } next = {before("pwrite64")};

  return next.call(fd, bytes, len, at);
}
