/* SPDX-License-Identifier: Apache-2.0 */
#include "base/temporary.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/system.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_TRIES = 1000 };

static const char lock_name[] = "lock";

struct temporary_directory {
  char *base; /* parent of the user's temporary directories here */
  char *path;
  int lock;
};

zhen_status directory_check(const char *path, const char *name)
{
  if (access(path, F_OK) == 0 || errno != ENOENT)
    return ZHEN_OK;
  return zhen_fail(
      ZHEN_EOUTPUT,
      "%s: cannot be written: no such directory: %s; create it first", name,
      path);
}

static char *base_in(const char *directory)
{
  char *base;
  int len =
      asprintf(&base, "%s/.zhen-%lu.tmp", directory, (unsigned long)geteuid());

  return len < 0 ? NULL : base;
}

/*
 * In a directory that everybody may write to, another user may have created it
 * first and could replace its content.
 */
static bool is_trusted(const char *base)
{
  int fd = system_open_directory(AT_FDCWD, base);
  struct stat parent, st;
  bool trusted =
      fd >= 0 && fstat(fd, &st) == 0 && fstatat(fd, "..", &parent, 0) == 0 &&
      (!(parent.st_mode & S_ISVTX) || st.st_uid == geteuid() || st.st_uid == 0);

  if (fd >= 0)
    close(fd);
  return trusted;
}

/* ---- removing ---- */

/*
 * The lock is removed last, so that a sweep sees what could not be removed; and
 * while it is held, so that a waiting process sees that it is gone.
 */
static void remove_locked(int base, const char *name, int lock)
{
  int fd = system_open_directory(base, name);

  if (fd >= 0) {
    if (system_empty(fd, lock_name))
      unlinkat(fd, lock_name, 0);
    close(fd);
  }
  close(lock);
  unlinkat(base, name, AT_REMOVEDIR);
}

/* ---- locks ---- */

/* Remove a directory if its process is gone. */
static void sweep_one(int base, const char *name)
{
  int fd = system_open_directory(base, name);
  int lock =
      fd < 0 ? -1 : openat(fd, lock_name, O_RDWR | O_NOFOLLOW | O_CLOEXEC);

  if (lock >= 0 && system_lock(lock, 0, 0) == 0) {
    remove_locked(base, name, lock);
  } else if (lock >= 0) {
    close(lock);
  } else {
    unlinkat(base, name, AT_REMOVEDIR); /* killed before it took the lock */
  }
  if (fd >= 0)
    close(fd);
}

void temporary_sweep(const char *target)
{
  char *directory = path_directory(target);
  char *base = directory ? base_in(directory) : NULL;
  int fd = base ? system_open_directory(AT_FDCWD, base) : -1;
  DIR *entries = fd >= 0 && is_trusted(base) ? fdopendir(fd) : NULL;
  struct dirent *entry;

  while (entries && (entry = readdir(entries)) != NULL)
    if (entry->d_name[0] != '.')
      sweep_one(fd, entry->d_name);
  if (entries) {
    closedir(entries);
    rmdir(base);
  } else if (fd >= 0) {
    close(fd);
  }
  free(base);
  free(directory);
}

/* ---- creating ---- */

/* 0, or an error; EAGAIN: a sweep was faster. */
static int lock_directory(temporary_directory *t)
{
  char *path = temporary_path(t, lock_name);
  int error = 0;

  if (!path)
    return ENOMEM;
  t->lock = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (t->lock < 0)
    error = errno == ENOENT ? EAGAIN : errno;
  else if (system_lock(t->lock, 0, 0) == EAGAIN || /* or it has been removed */
           !system_is_at(t->lock, path))
    error = EAGAIN;
  if (error && t->lock >= 0) {
    close(t->lock);
    t->lock = -1;
  }
  free(path);
  return error;
}

/* ENOENT in the second step: the last user of it closed and removed it. */
static int make(temporary_directory *t)
{
  static const char pattern[] = "XXXXXX";

  if (mkdir(t->base, 0777) != 0 && errno != EEXIST)
    return errno;
  if (!is_trusted(t->base))
    return access(t->base, F_OK) == 0 ? ENOTDIR : EAGAIN;
  memcpy(t->path + strlen(t->path) - strlen(pattern), pattern, strlen(pattern));
  if (!mkdtemp(t->path))
    return errno == ENOENT ? EAGAIN : errno;
  return lock_directory(t);
}

static void dispose(temporary_directory *t)
{
  if (t->lock >= 0)
    close(t->lock);
  free(t->path);
  free(t->base);
  free(t);
}

static zhen_status make_or_fail(temporary_directory *t, const char *name)
{
  int error = EAGAIN;

  for (int i = 0; error == EAGAIN && i < MAX_TRIES; i++)
    error = make(t);
  if (error == 0)
    return ZHEN_OK;
  if (error == ENOTDIR)
    return zhen_fail(ZHEN_EOUTPUT,
                     "%s: cannot be written: %s is not a directory owned by "
                     "this user; remove it or write elsewhere",
                     name, t->base);
  rmdir(t->path);
  rmdir(t->base);
  return zhen_fail_output(name, error);
}

static zhen_status open_in(temporary_directory *t, const char *directory,
                           const char *name)
{
  zhen_status status = directory_check(directory, name);

  if (status != ZHEN_OK)
    return status;
  t->base = base_in(directory);
  if (!t->base)
    return zhen_fail_memory();
  if (asprintf(&t->path, "%s/XXXXXX", t->base) < 0) {
    t->path = NULL;
    return zhen_fail_memory();
  }
  return make_or_fail(t, name);
}

zhen_status temporary_open(temporary_directory **out, const char *target,
                           const char *name)
{
  temporary_directory *t = mem_calloc(1, sizeof *t);
  char *directory = path_directory(target);
  zhen_status status;

  *out = NULL;
  if (t)
    t->lock = -1;
  status = t && directory ? open_in(t, directory, name) : zhen_fail_memory();
  free(directory);
  if (status == ZHEN_OK)
    *out = t;
  else if (t)
    dispose(t);
  return status;
}

char *temporary_path(const temporary_directory *t, const char *name)
{
  char *path;

  return asprintf(&path, "%s/%s", t->path, name) < 0 ? NULL : path;
}

void temporary_close(temporary_directory *t)
{
  if (!t)
    return;
  remove_locked(AT_FDCWD, t->path, t->lock);
  t->lock = -1;
  rmdir(t->base);
  dispose(t);
}

void temporary_keep(temporary_directory *t)
{
  char *path = temporary_path(t, lock_name);

  if (path)
    unlink(path);
  free(path);
  dispose(t);
}
