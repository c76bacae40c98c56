/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/folders.h"
#include "base/fail.h"
#include "base/mem.h"
#include "corpus/sql.h"
#include "text/utf8.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* Deeper ones are taken for a circle of links. */
enum { MAX_DEPTH = 64 };

struct folders {
  database db;
  query put[2], list;
  bool follow;
};

static const char schema[] =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
    "CREATE TABLE file(name TEXT PRIMARY KEY, zh TEXT, en TEXT) WITHOUT ROWID;"
    "BEGIN";

static const char *const put_sql[2] = {
    "INSERT INTO file(name, zh) VALUES(?, ?) ON CONFLICT(name) DO UPDATE"
    " SET zh = excluded.zh WHERE zh IS NULL",
    "INSERT INTO file(name, en) VALUES(?, ?) ON CONFLICT(name) DO UPDATE"
    " SET en = excluded.en WHERE en IS NULL"};

static bool is_one_of(const char *word, size_t len, const char *const *list)
{
  for (; *list; list++)
    if (strlen(*list) == len && strncasecmp(word, *list, len) == 0)
      return true;
  return false;
}

/* Where the last part of a name, behind one of `marks`, begins; len if none. */
static size_t last_part(const char *name, size_t len, const char *marks)
{
  for (size_t at = len; at > 1 && name[at - 1] != '/'; at--)
    if (strchr(marks, name[at - 1]))
      return at - 1;
  return len;
}

/* Without one ending that is in the list. */
static size_t without(const char *name, size_t len, const char *marks,
                      const char *const *list)
{
  size_t at = last_part(name, len, marks);

  return at < len && is_one_of(name + at + 1, len - at - 1, list) ? at : len;
}

/* What a file is called without what tells the two sides apart. */
static size_t called(const char *name)
{
  static const char *const packed[] = {"gz", "xz", "zst", NULL};
  static const char *const kinds[] = {"txt",      "md",  "markdown", "html",
                                      "htm",      "rst", "text",     "xhtml",
                                      "sentence", NULL};
  static const char *const regions[] = {"cn", "tw", "hk", "sg",   "us",   "gb",
                                        "uk", "au", "ca", "hans", "hant", NULL};
  static const char *const langs[] = {"zh",  "en",  "zho", "chi", "cmn",
                                      "eng", "chs", "cht", "cn",  NULL};
  size_t len = without(name, strlen(name), ".", packed);
  size_t shorter;

  len = without(name, len, ".", kinds);
  shorter = without(name, len, "-_", regions);
  if (shorter < len && without(name, shorter, "._-", langs) < shorter)
    len = shorter;
  return without(name, len, "._-", langs);
}

static zhen_status add_file(folders *f, int side, const char *root,
                            const char *name)
{
  zhen_str whole = {name, strlen(name)};
  zhen_status status;

  if (utf8_valid((const unsigned char *)name, whole.len) < whole.len)
    return zhen_fail(ZHEN_EINPUT, "%s/%s: its name is not UTF-8; rename it",
                     root, name);
  query_text(&f->put[side], str_part(whole, 0, called(name)));
  query_text(&f->put[side], whole);
  status = query_run(&f->put[side]);
  if (status == ZHEN_OK && sqlite3_changes(f->db.db) == 0)
    return zhen_fail(ZHEN_EINPUT,
                     "%s/%s: another file there has the same name but for its "
                     "ending, %.*s; write a manifest instead",
                     root, name, (int)called(name), name);
  return status;
}

static zhen_status walk(folders *f, int side, const char *root, buf *path,
                        int depth);

/* `path` is the name of the entry, below the root. */
static zhen_status visit(folders *f, int side, const char *root, int dir,
                         buf *path, const char *entry, int depth)
{
  struct stat info;

  if (fstatat(dir, entry, &info, f->follow ? 0 : AT_SYMLINK_NOFOLLOW) != 0 ||
      (S_ISLNK(info.st_mode) && fstatat(dir, entry, &info, 0) == 0 &&
       S_ISDIR(info.st_mode)))
    return zhen_fail(
        ZHEN_EINPUT, "%s/%s: a link that leads %s; remove it, or use --follow",
        root, path->ptr, S_ISDIR(info.st_mode) ? "to a directory" : "nowhere");
  if (S_ISDIR(info.st_mode))
    return walk(f, side, root, path, depth + 1);
  if (S_ISREG(info.st_mode) || S_ISLNK(info.st_mode))
    return add_file(f, side, root, path->ptr);
  return ZHEN_OK; /* a device or pipe is no text */
}

static zhen_status walk_entries(folders *f, int side, const char *root,
                                DIR *dir, buf *path, int depth)
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
      status = visit(f, side, root, dirfd(dir), path, entry->d_name, depth);
  }
  path->len = len;
  return status;
}

static zhen_status walk(folders *f, int side, const char *root, buf *path,
                        int depth)
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
    status = zhen_fail(ZHEN_EINPUT, "%s: over %d directories deep", whole.ptr,
                       MAX_DEPTH);
  if (status == ZHEN_OK && !(dir = opendir(whole.ptr)))
    status = zhen_fail(ZHEN_EINPUT, "%s: cannot be read: %s", whole.ptr,
                       strerror(errno));
  if (status == ZHEN_OK)
    status = walk_entries(f, side, root, dir, path, depth);
  if (dir)
    closedir(dir);
  buf_dispose(&whole);
  return status;
}

static zhen_status collect(folders *f, const char *const roots[2])
{
  zhen_status status = ZHEN_OK;

  for (int i = 0; status == ZHEN_OK && i < 2; i++) {
    buf path = {0};

    status = query_open(&f->put[i], &f->db, put_sql[i]);
    if (status == ZHEN_OK)
      status = walk(f, i, roots[i], &path, 0);
    buf_dispose(&path);
  }
  if (status == ZHEN_OK)
    status = database_run(&f->db, "COMMIT");
  if (status == ZHEN_OK)
    status = query_open(&f->list, &f->db,
                        "SELECT name, zh, en FROM file ORDER BY name");
  return status;
}

zhen_status folders_open(folders **out, const char *zh, const char *en,
                         bool follow)
{
  const char *const roots[2] = {zh, en};
  folders *f = mem_calloc(1, sizeof *f);
  zhen_status status;

  *out = NULL;
  if (!f)
    return zhen_fail_memory();
  f->follow = follow;
  status = database_open_temporary(&f->db);
  if (status == ZHEN_OK)
    status = database_run(&f->db, schema);
  if (status == ZHEN_OK)
    status = collect(f, roots);
  if (status == ZHEN_OK)
    *out = f;
  else
    folders_close(f);
  return status;
}

zhen_status folders_next(folders *f, buf *names, bool there[2], bool *more)
{
  zhen_status status = query_next(&f->list, more);

  if (status != ZHEN_OK || !*more)
    return status;
  for (int i = 0; i < 3; i++) {
    zhen_str text = query_text_at(&f->list, i);

    if (i > 0)
      there[i - 1] = text.len > 0;
    buf_put(names, text.ptr, text.len);
    buf_putc(names, '\0');
  }
  return buf_status(names);
}

zhen_status folders_rewind(folders *f)
{
  query_reset(&f->list);
  return ZHEN_OK;
}

void folders_close(folders *f)
{
  if (!f)
    return;
  query_close(&f->put[0]);
  query_close(&f->put[1]);
  query_close(&f->list);
  database_close(&f->db);
  free(f);
}
