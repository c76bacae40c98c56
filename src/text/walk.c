/* SPDX-License-Identifier: Apache-2.0 */
#include "text/walk.h"
#include "base/buf.h"
#include "base/fail.h"
#include "base/mem.h"
#include "text/glob.h"
#include "text/listed.h"
#include "text/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MAX_DEPTH = 64 };

/* A directory that is being read, and those around it. */
typedef struct parent {
  const struct parent *outer;
  dev_t device;
  ino_t inode;
  bool included; /* a pattern matches it */
  int depth;
} parent;

typedef struct tree_walk {
  const walk_options *options;
  const char *root;
  walk_found *found;
  void *context;
} tree_walk;

static zhen_status walk(const tree_walk *w, buf *path, const parent *in);

static zhen_status report(const tree_walk *w, const buf *path, walk_kind kind,
                          const char *why)
{
  return w->found(w->context, &(walk_file){w->root, path->ptr, kind, why});
}

/* A list of patterns; a NULL list is empty. */
static bool matches(const char *const *globs, const char *name,
                    bool is_directory)
{
  for (; globs && *globs; globs++)
    if (glob_matches(*globs, name, is_directory))
      return true;
  return false;
}

/* The path of an entry for the system; NULL without memory. */
static char *whole_path(const tree_walk *w, const buf *path)
{
  char *whole;

  return asprintf(&whole, "%s/%s", w->root, path->len ? path->ptr : "") < 0
             ? NULL
             : whole;
}

static zhen_status visit_file(const tree_walk *w, const buf *path,
                              const parent *in)
{
  const walk_options *o = w->options;
  const char *why = NULL;
  char *whole;
  zhen_status status;

  if (matches(o->exclude, path->ptr, false))
    return report(w, path, WALK_LEFT, "excluded");
  if (o->include && *o->include && !in->included &&
      !matches(o->include, path->ptr, false))
    return report(w, path, WALK_LEFT, "not included");
  if (utf8_valid((const unsigned char *)path->ptr, path->len) < path->len)
    return report(w, path, WALK_UNREAD,
                  "the file name is not UTF-8; rename it");
  if (strpbrk(path->ptr, "\t\n\r"))
    return report(w, path, WALK_UNREAD,
                  "the file name has tabs or line breaks; rename it");
  whole = whole_path(w, path);
  if (!whole)
    return zhen_fail_memory();
  status = listed_other(whole, &why);
  free(whole);
  if (status != ZHEN_OK)
    return status;
  return report(w, path, why ? WALK_LEFT : WALK_DOCUMENT, why);
}

static zhen_status visit_directory(const tree_walk *w, buf *path,
                                   const struct stat *info, const parent *in)
{
  const walk_options *o = w->options;
  const parent inner = {.outer = in,
                        .device = info->st_dev,
                        .inode = info->st_ino,
                        .included = in->included ||
                                    matches(o->include, path->ptr, true),
                        .depth = in->depth + 1};

  if (matches(o->exclude, path->ptr, true))
    return report(w, path, WALK_LEFT, "excluded");
  for (const parent *p = in; p; p = p->outer)
    if (p->device == info->st_dev && p->inode == info->st_ino)
      return report(w, path, WALK_LEFT,
                    "a symbolic link to a directory that it is in");
  if (inner.depth > MAX_DEPTH)
    return report(w, path, WALK_UNREAD, "directories are nested over 64 deep");
  return walk(w, path, &inner);
}

/* `path` is the name of the entry, relative to the root. */
static zhen_status visit(const tree_walk *w, buf *path, const parent *in)
{
  struct stat info, target;
  char *whole = whole_path(w, path);
  bool link, there;

  if (!whole)
    return zhen_fail_memory();
  there = lstat(whole, &info) == 0;
  link = there && S_ISLNK(info.st_mode);
  if (link)
    there = stat(whole, &target) == 0;
  free(whole);
  if (!there)
    return report(w, path, WALK_UNREAD,
                  link ? "symbolic link to a missing file; remove it"
                       : "cannot be read");
  if (link)
    info = target;
  if (S_ISDIR(info.st_mode) && link && !w->options->follow)
    return report(w, path, WALK_LEFT,
                  "symbolic link to a directory; use `follow` to enter it");
  if (S_ISDIR(info.st_mode))
    return visit_directory(w, path, &info, in);
  if (!S_ISREG(info.st_mode))
    return report(
        w, path, WALK_UNREAD,
        S_ISFIFO(info.st_mode)   ? "is a named pipe; a regular file is needed"
        : S_ISSOCK(info.st_mode) ? "is a socket; a regular file is needed"
                                 : "is a device; a regular file is needed");
  return visit_file(w, path, in);
}

/* All but hidden ones. */
static int is_shown(const struct dirent *entry)
{
  return entry->d_name[0] != '.';
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
  return strcmp((*a)->d_name, (*b)->d_name);
}

static zhen_status visit_entry(const tree_walk *w, buf *path, const char *name,
                               const parent *in)
{
  size_t len = path->len;
  zhen_status status;

  if (len > 0)
    buf_putc(path, '/');
  buf_puts(path, name);
  buf_putc(path, '\0');
  status = buf_status(path);
  path->len--;
  if (status == ZHEN_OK)
    status = visit(w, path, in);
  path->len = len;
  return status;
}

static zhen_status fail_directory(const tree_walk *w, buf *path, int error)
{
  if (error == ENOMEM)
    return zhen_fail_memory();
  if (path->len == 0)
    return zhen_fail(ZHEN_EINPUT, "%s: cannot be read: %s", w->root,
                     strerror(error));
  path->ptr[path->len] = '\0';
  return report(w, path, WALK_UNREAD,
                error == EACCES ? "no permission to read the directory"
                                : "the directory cannot be read");
}

static zhen_status walk(const tree_walk *w, buf *path, const parent *in)
{
  char *whole = whole_path(w, path);
  struct dirent **entries = NULL;
  zhen_status status = ZHEN_OK;
  int count;

  if (!whole)
    return zhen_fail_memory();
  count = scandir(whole, &entries, is_shown, by_bytes);
  free(whole);
  if (count < 0)
    return fail_directory(w, path, errno);
  for (int i = 0; i < count; i++) {
    if (status == ZHEN_OK)
      status = visit_entry(w, path, entries[i]->d_name, in);
    free(entries[i]);
  }
  free(entries);
  return status;
}

zhen_status walk_files(const char *root, const walk_options *options,
                       walk_found *found, void *context)
{
  const tree_walk w = {options, root, found, context};
  struct stat info = {0};
  parent top = {.depth = 0};
  buf path = {0};
  zhen_status status;

  if (stat(root, &info) == 0) {
    top.device = info.st_dev;
    top.inode = info.st_ino;
  }
  status = walk(&w, &path, &top);
  buf_dispose(&path);
  return status;
}
