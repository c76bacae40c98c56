/* SPDX-License-Identifier: Apache-2.0 */
#include "base/directory.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/system.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *part_path(const directory_target *f, const char *name)
{
  char *path;

  return asprintf(&path, "%s/%s", f->path, name) < 0 ? NULL : path;
}

zhen_status directory_add(directory_target *f, const char *name)
{
  char *path = part_path(f, name);
  zhen_status status = ZHEN_OK;

  if (!path)
    return zhen_fail_memory();
  if (mkdir(path, 0777) != 0)
    status = zhen_fail_output(f->target, errno);
  free(path);
  f->parts[f->parts[0] != NULL] = name;
  return status;
}

static zhen_status make(directory_target *f)
{
  zhen_status status;

  temporary_sweep(f->target);
  status = temporary_open(&f->place, f->target, f->target);
  if (status != ZHEN_OK)
    return status;
  f->path = temporary_path(f->place, "new");
  if (!f->path)
    return zhen_fail_memory();
  return mkdir(f->path, 0777) == 0 ? ZHEN_OK
                                   : zhen_fail_output(f->target, errno);
}

/* `in` is a directory in it, or NULL for itself. */
static zhen_status check_replaced(const char *target, int at, const char *in,
                                  directory_owns *owns)
{
  int fd = openat(at, in ? in : target, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *dir = fd < 0 ? NULL : fdopendir(fd);
  struct dirent *e;
  zhen_status status = ZHEN_OK;

  if (!dir) {
    int error = errno;

    if (fd >= 0)
      close(fd);
    if (error == ENOMEM)
      return zhen_fail_memory();
    return in ? ZHEN_OK
              : zhen_fail(ZHEN_EOUTPUT, "%s: not a directory", target);
  }
  while (status == ZHEN_OK && (e = readdir(dir)) != NULL) {
    if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
      continue;
    if (!owns(in, e->d_name))
      status =
          zhen_fail(ZHEN_EOUTPUT,
                    "%s: contains %s%s%s, which zhen did not write; choose "
                    "another directory",
                    target, in ? in : "", in ? "/" : "", e->d_name);
    else if (!in && !strchr(e->d_name, '.'))
      status = check_replaced(target, fd, e->d_name, owns);
  }
  closedir(dir);
  return status;
}

/* An empty directory holds nothing to lose. */
static bool is_empty(const char *target)
{
  DIR *dir = opendir(target);
  const struct dirent *e = NULL;

  if (!dir)
    return false;
  do
    e = readdir(dir);
  while (e && (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0));
  closedir(dir);
  return !e;
}

zhen_status directory_open(directory_target *f, const char *target,
                           bool replace, directory_owns *owns)
{
  struct stat st;
  size_t len = strlen(target);
  zhen_status status;

  *f = (directory_target){.target = mem_strdup(target), .replace = replace};
  if (!f->target)
    return zhen_fail_memory();
  while (len > 1 && f->target[len - 1] == '/')
    f->target[--len] = '\0';
  if (lstat(f->target, &st) == 0 && !is_empty(f->target)) {
    if (!replace)
      return zhen_fail(ZHEN_EOUTPUT,
                       "%s already exists; use `force` to replace it",
                       f->target);
    status = check_replaced(f->target, AT_FDCWD, NULL, owns);
    if (status != ZHEN_OK)
      return status;
  }
  return make(f);
}

static zhen_status sync_parts(const directory_target *f)
{
  for (int i = 0; i < 2 && f->parts[i]; i++) {
    char *path = part_path(f, f->parts[i]);

    if (!path)
      return zhen_fail_memory();
    path_sync_directory(path);
    free(path);
  }
  path_sync_directory(f->path);
  return ZHEN_OK;
}

/* File systems without an exchange: for a moment, nothing has the name. */
static int replace_in_steps(const directory_target *f)
{
  char *old = temporary_path(f->place, "old");
  int failed = -1, error;

  if (old && system_rename_new(f->target, old) == 0) {
    failed = system_rename_new(f->path, f->target);
    error = errno;
    if (failed)
      system_rename_new(old, f->target);
    errno = error;
  }
  free(old);
  return failed;
}

/* The old directory is removed with the place of the new one. */
static int exchange(const directory_target *f)
{
  if (system_exchange(f->path, f->target) == 0)
    return 0;
  return errno == ENOSYS ? replace_in_steps(f) : -1;
}

zhen_status directory_commit(directory_target *f)
{
  struct stat st;
  zhen_status status = sync_parts(f);
  int failed;

  if (status != ZHEN_OK)
    return status;
  /* A rename replaces an empty directory, and nothing else. */
  failed = f->replace && lstat(f->target, &st) == 0
               ? exchange(f)
               : rename(f->path, f->target);
  if (failed) {
    status = zhen_fail_output(f->target, errno);
  } else {
    char *parent = path_directory(f->target);

    if (parent)
      path_sync_directory(parent);
    free(parent);
  }
  return status;
}

void directory_dispose(directory_target *f)
{
  temporary_close(f->place);
  free(f->path);
  free(f->target);
  *f = (directory_target){0};
}
