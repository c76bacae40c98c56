/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A folder that gets its name when it is whole. Until then it is a sibling of
 * its target, which a killed process leaves behind under that other name.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "corpus/export.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_SIBLINGS = 10000, ENTRIES_BYTES = 4096, MAX_DEPTH = 3 };

static zhen_status fail(const char *path, int error)
{
  return zhen_fail(ZHEN_EOUTPUT, "%s: cannot be written: %s", path,
                   strerror(error));
}

zhen_status folder_add(const folder *f, const char *name)
{
  char *path;
  zhen_status status = ZHEN_OK;

  if (asprintf(&path, "%s/%s", f->path, name) < 0)
    return zhen_fail_memory();
  if (mkdir(path, 0777) != 0)
    status = fail(path, errno);
  free(path);
  return status;
}

static zhen_status make_sibling(folder *f)
{
  for (int i = 0; i < MAX_SIBLINGS; i++) {
    if (asprintf(&f->path, "%s.zhen-%ld-%d.tmp", f->target, (long)getpid(), i) <
        0) {
      f->path = NULL;
      return zhen_fail_memory();
    }
    if (mkdir(f->path, 0777) == 0)
      return ZHEN_OK;
    free(f->path);
    f->path = NULL;
    if (errno != EEXIST)
      break;
  }
  return fail(f->target, errno);
}

/* What the folder of an export holds. */
static bool is_ours(const char *name)
{
  static const char *const names[] = {".",    "..", "README.md",
                                      "data", "zh", "en"};

  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(name, names[i]) == 0)
      return true;
  return strncmp(name, "zh-en.", 6) == 0;
}

/* A folder is removed only if an export, and nothing else, can have made it. */
static zhen_status check_replaced(const char *target)
{
  DIR *dir = opendir(target);
  struct dirent *entry;
  zhen_status status = ZHEN_OK;

  if (!dir && errno == ENOMEM)
    return zhen_fail_memory();
  if (!dir)
    return zhen_fail(ZHEN_EOUTPUT, "%s: is no folder; name one", target);
  while (status == ZHEN_OK && (entry = readdir(dir)) != NULL)
    if (!is_ours(entry->d_name))
      status = zhen_fail(ZHEN_EOUTPUT,
                         "%s: holds %s, which is of no export; name another "
                         "folder",
                         target, entry->d_name);
  closedir(dir);
  return status;
}

zhen_status folder_open(folder *f, const char *target, bool force)
{
  struct stat st;
  size_t len = strlen(target);
  zhen_status status;

  *f = (folder){.target = mem_strdup(target)};
  if (!f->target)
    return zhen_fail_memory();
  while (len > 1 && f->target[len - 1] == '/')
    f->target[--len] = '\0';
  if (lstat(f->target, &st) == 0) {
    if (!force)
      return zhen_fail(ZHEN_EOUTPUT,
                       "%s: is there already; --force replaces it", f->target);
    status = check_replaced(f->target);
    if (status != ZHEN_OK)
      return status;
  }
  return make_sibling(f);
}

/* It may be memory that is wanting, so this takes none; opendir() does. */
static void remove_tree(int at, const char *path, int depth)
{
  int fd = openat(at, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  alignas(struct dirent64) char entries[ENTRIES_BYTES];
  ssize_t n;

  while (fd >= 0 && (n = getdents64(fd, entries, sizeof entries)) > 0)
    for (ssize_t k = 0; k < n;) {
      const struct dirent64 *e = (const void *)(entries + k);

      k += e->d_reclen;
      if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
          unlinkat(fd, e->d_name, 0) != 0 && depth < MAX_DEPTH)
        remove_tree(fd, e->d_name, depth + 1);
    }
  if (fd >= 0)
    close(fd);
  unlinkat(at, path, AT_REMOVEDIR);
}

/* The old one is exchanged for the new one in a moment, then removed. */
zhen_status folder_commit(folder *f)
{
  if (renameat2(AT_FDCWD, f->path, AT_FDCWD, f->target, RENAME_NOREPLACE) ==
      0) {
    free(f->path);
    f->path = NULL;
    return ZHEN_OK;
  }
  if (errno != EEXIST ||
      renameat2(AT_FDCWD, f->path, AT_FDCWD, f->target, RENAME_EXCHANGE) != 0)
    return fail(f->target, errno);
  return ZHEN_OK; /* `path` is the old one now, and goes away */
}

void folder_dispose(folder *f)
{
  if (f->path)
    remove_tree(AT_FDCWD, f->path, 0);
  free(f->path);
  free(f->target);
  *f = (folder){0};
}
