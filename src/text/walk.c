/* SPDX-License-Identifier: Apache-2.0 */
#include "text/walk.h"
#include "base/buf.h"
#include "base/fail.h"
#include "text/input.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* Deeper trees are treated as a cycle of links. */
enum { MAX_DEPTH = 64 };

typedef struct walker {
  bool follow;
  walk_found *found;
  void *context;
} walker;

static zhen_status walk(const walker *w, const char *root, buf *path,
                        int depth);

static zhen_status fail_irregular(const char *root, const char *path,
                                  mode_t mode)
{
  buf name = {0};
  zhen_status status;

  buf_printf(&name, "%s/%s", root, path);
  buf_putc(&name, '\0');
  status = buf_status(&name);
  if (status == ZHEN_OK)
    status = text_check_regular(name.ptr, mode);
  buf_dispose(&name);
  return status;
}

/* `path` is the name of the entry, relative to the root. */
static zhen_status visit(const walker *w, const char *root, int dir, buf *path,
                         const char *entry, int depth)
{
  struct stat info;

  if (fstatat(dir, entry, &info, w->follow ? 0 : AT_SYMLINK_NOFOLLOW) != 0 ||
      (S_ISLNK(info.st_mode) && fstatat(dir, entry, &info, 0) == 0 &&
       S_ISDIR(info.st_mode)))
    return zhen_fail(
        ZHEN_EINPUT, "%s/%s: symbolic link %s; remove it, or use `follow`",
        root, path->ptr,
        S_ISDIR(info.st_mode) ? "to a directory" : "to a missing file");
  if (S_ISDIR(info.st_mode))
    return walk(w, root, path, depth + 1);
  if (!S_ISREG(info.st_mode) && !S_ISLNK(info.st_mode))
    return fail_irregular(root, path->ptr, info.st_mode);
  return w->found(w->context, root, path->ptr);
}

static zhen_status walk_entries(const walker *w, const char *root, DIR *dir,
                                buf *path, int depth)
{
  size_t len = path->len;
  const struct dirent *entry;
  zhen_status status = ZHEN_OK;

  while (status == ZHEN_OK && (entry = readdir(dir))) {
    if (entry->d_name[0] == '.')
      continue;
    path->len = len;
    if (len > 0)
      buf_putc(path, '/');
    buf_puts(path, entry->d_name);
    buf_putc(path, '\0');
    status = buf_status(path);
    path->len--;
    if (status == ZHEN_OK)
      status = visit(w, root, dirfd(dir), path, entry->d_name, depth);
  }
  path->len = len;
  return status;
}

static zhen_status walk(const walker *w, const char *root, buf *path, int depth)
{
  buf whole = {0};
  DIR *dir = NULL;
  zhen_status status;

  buf_puts(&whole, root);
  buf_putc(&whole, '/');
  buf_put(&whole, path->ptr, path->len);
  buf_putc(&whole, '\0');
  status = buf_status(&whole);
  if (status == ZHEN_OK && depth > MAX_DEPTH)
    status = zhen_fail(ZHEN_EINPUT, "%s: directories are nested over %d deep",
                       whole.ptr, MAX_DEPTH);
  if (status == ZHEN_OK && !(dir = opendir(whole.ptr)))
    status = errno == ENOMEM ? zhen_fail_memory()
                             : zhen_fail(ZHEN_EINPUT, "%s: cannot be read: %s",
                                         whole.ptr, strerror(errno));
  if (status == ZHEN_OK)
    status = walk_entries(w, root, dir, path, depth);
  if (dir)
    closedir(dir);
  buf_dispose(&whole);
  return status;
}

zhen_status walk_files(const char *root, bool follow, walk_found *found,
                       void *context)
{
  const walker w = {follow, found, context};
  buf path = {0};
  zhen_status status = walk(&w, root, &path, 0);

  buf_dispose(&path);
  return status;
}
