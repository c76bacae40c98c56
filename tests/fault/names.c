/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Preloaded before glibc: at the FAIL_AT-th call that creates or removes a file
 * name, the process is killed; with FAIL_HOW=once that call fails, with
 * FAIL_HOW=on it and all later ones. COUNT_TO names a file for their number.
 * With PLAIN_FILES the file system has neither files without a name nor the
 * flags of renameat2(), like NFS.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static long count;

static bool fails(void)
{
  const char *at = getenv("FAIL_AT"), *how = getenv("FAIL_HOW");
  long fail_at = at ? strtol(at, NULL, 10) : 0;

  count++;
  if (fail_at == 0 || count < fail_at)
    return false;
  if (!how)
    raise(SIGKILL);
  errno = EIO;
  return count == fail_at || strcmp(how, "on") == 0;
}

static bool is_plain(void)
{
  return getenv("PLAIN_FILES") != NULL;
}

int open(const char *name, int flags, ...)
{
  va_list args;
  mode_t mode;

  va_start(args, flags);
  mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(args, mode_t) : 0;
  va_end(args);
  if ((flags & O_TMPFILE) == O_TMPFILE && is_plain()) {
    errno = EOPNOTSUPP;
    return -1;
  }
  return (int)syscall(SYS_openat, AT_FDCWD, name, flags, mode);
}

static int rename_at(int from_at, const char *from, int to_at, const char *to,
                     unsigned flags)
{
  if (flags && is_plain()) {
    errno = EINVAL;
    return -1;
  }
  return fails() ? -1
                 : (int)syscall(SYS_renameat2, from_at, from, to_at, to, flags);
}

static int link_at(int from_at, const char *from, int to_at, const char *to,
                   int flags)
{
  return fails() ? -1
                 : (int)syscall(SYS_linkat, from_at, from, to_at, to, flags);
}

static int unlink_at(int at, const char *name, int flags)
{
  return fails() ? -1 : (int)syscall(SYS_unlinkat, at, name, flags);
}

int renameat2(int from_at, const char *from, int to_at, const char *to,
              unsigned flags)
{
  return rename_at(from_at, from, to_at, to, flags);
}

int renameat(int from_at, const char *from, int to_at, const char *to)
{
  return rename_at(from_at, from, to_at, to, 0);
}

int rename(const char *from, const char *to)
{
  return rename_at(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int linkat(int from_at, const char *from, int to_at, const char *to, int flags)
{
  return link_at(from_at, from, to_at, to, flags);
}

int link(const char *from, const char *to)
{
  return link_at(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlinkat(int at, const char *name, int flags)
{
  return unlink_at(at, name, flags);
}

int unlink(const char *name)
{
  return unlink_at(AT_FDCWD, name, 0);
}

int rmdir(const char *name)
{
  return unlink_at(AT_FDCWD, name, AT_REMOVEDIR);
}

int mkdir(const char *name, mode_t mode)
{
  return fails() ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, name, mode);
}

/* A killed process loses nothing that was written. */
int fsync(int fd)
{
  (void)fd;
  return 0;
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
