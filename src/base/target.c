/* SPDX-License-Identifier: Apache-2.0 */
#include "base/target.h"
#include "base/buf.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/compress.h"
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

/* ---- files compared ---- */

static const char *target_label(const char *path)
{
  return path_is_standard(path) ? "standard output" : path;
}

static bool identify_stat(file_id *out, const struct stat *st)
{
  if (!S_ISREG(st->st_mode) && !S_ISDIR(st->st_mode))
    return false;
  *out = (file_id){st->st_dev, st->st_ino, st->st_mode, NULL};
  return true;
}

/* Identify a missing file by its directory and name. */
static zhen_status identify_missing(file_id *out, const char *path)
{
  char *target = path_resolve(path);
  char *directory = target ? path_directory(target) : NULL;
  const char *slash = target ? strrchr(target, '/') : NULL;
  struct stat st;
  zhen_status status = directory ? ZHEN_OK : zhen_fail_memory();

  if (status == ZHEN_OK && stat(directory, &st) == 0) {
    *out = (file_id){st.st_dev, st.st_ino, 0,
                     mem_strdup(slash ? slash + 1 : target)};
    if (!out->name)
      status = zhen_fail_memory();
  }
  free(directory);
  free(target);
  return status;
}

zhen_status file_identify(file_id *out, const char *path, int standard)
{
  struct stat st;

  *out = (file_id){0};
  if (path_is_standard(path)) {
    if (fstat(standard, &st) == 0)
      identify_stat(out, &st);
    return ZHEN_OK;
  }
  if (stat(path, &st) == 0) {
    identify_stat(out, &st);
    return ZHEN_OK;
  }
  return errno == ENOENT ? identify_missing(out, path) : ZHEN_OK;
}

bool file_same(const file_id *a, const file_id *b)
{
  if ((!a->mode && !a->name) || a->device != b->device || a->inode != b->inode)
    return false;
  return a->name && b->name ? strcmp(a->name, b->name) == 0
                            : !a->name && !b->name;
}

void file_id_dispose(file_id *id)
{
  free(id->name);
  *id = (file_id){0};
}

/* ---- files of SQLite ---- */

typedef enum content { CONTENT_OTHER, CONTENT_DATABASE, CONTENT_LOG } content;

/* A store that is being created is empty for a moment, and locked. */
static content look_into(const char *path)
{
  static const char wal[3] = {0x37, 0x7F, 0x06};
  static const unsigned char journal[8] = {0xD9, 0xD5, 0x05, 0xF9,
                                           0x20, 0xA1, 0x63, 0xD7};
  char head[16] = {0};
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  ssize_t n = fd < 0 ? -1 : pread(fd, head, sizeof head, 0);
  content found = CONTENT_OTHER;

  if ((n == 0 && system_is_locked(fd, STORE_LOCK, 1)) ||
      (n == 16 && memcmp(head, "SQLite format 3", 16) == 0))
    found = CONTENT_DATABASE;
  else if (n >= 8 && (memcmp(head, wal, sizeof wal) == 0 ||
                      memcmp(head, journal, sizeof journal) == 0))
    found = CONTENT_LOG;
  if (fd >= 0)
    close(fd);
  return found;
}

static const char *const log_ends[] = {"-wal", "-journal", "-shm"};

enum { LOGS = 2, LOG_ENDS = sizeof log_ends / sizeof *log_ends };

/* The database of a log file, by its name; NULL: not a log. */
static zhen_status database_of(char **out, const char *resolved)
{
  size_t len = strlen(resolved);
  struct stat st;

  *out = NULL;
  for (size_t i = 0; i < LOG_ENDS; i++) {
    size_t end = strlen(log_ends[i]);

    if (len <= end || strcmp(resolved + len - end, log_ends[i]) != 0)
      continue;
    *out = strndup(resolved, len - end);
    if (!*out)
      return zhen_fail_memory();
    if (stat(*out, &st) == 0 && S_ISREG(st.st_mode) &&
        (st.st_size == 0 || look_into(*out) == CONTENT_DATABASE))
      return ZHEN_OK;
    free(*out);
    *out = NULL;
  }
  return ZHEN_OK;
}

static zhen_status check_log(const char *path, const char *name)
{
  char *resolved = path_resolve(name), *database = NULL;
  zhen_status status =
      resolved ? database_of(&database, resolved) : zhen_fail_memory();

  if (database)
    status =
        zhen_fail(ZHEN_EOUTPUT,
                  "%s: is a log file of the database %s; write to another file",
                  target_label(path), database);
  free(database);
  free(resolved);
  return status;
}

static zhen_status check_database(const char *path, zhen_target kind)
{
  const char *name = path_is_standard(path) ? "/dev/stdout" : path;
  zhen_status status = check_log(path, name);
  struct stat st;
  content found;

  if (status != ZHEN_OK || stat(name, &st) != 0 || !S_ISREG(st.st_mode))
    return status;
  found = look_into(name);
  if (found == CONTENT_OTHER ||
      (found == CONTENT_DATABASE && kind == ZHEN_TARGET_STORE))
    return ZHEN_OK;
  return zhen_fail(ZHEN_EOUTPUT, "%s: is %s; write to another file",
                   target_label(path),
                   found == CONTENT_LOG ? "a log file of an SQLite database"
                                        : "an SQLite database");
}

zhen_status target_check(const char *path)
{
  return check_database(path, ZHEN_TARGET_FILE);
}

zhen_status target_check_logs(const char *store)
{
  for (size_t i = 0; i < LOGS; i++) {
    struct stat st;
    char *log;
    bool there;

    if (asprintf(&log, "%s%s", store, log_ends[i]) < 0)
      return zhen_fail_memory();
    there = stat(log, &st) == 0 && st.st_size > 0;
    free(log);
    if (there)
      return zhen_fail(
          ZHEN_EOUTPUT,
          "%s%s: is the log of a deleted store and would be replayed into the "
          "new one; remove it or choose another store",
          store, log_ends[i]);
  }
  return ZHEN_OK;
}

/* ---- the files of a run ---- */

typedef struct entry {
  file_id id;
  char *path;
} entry;

typedef struct entries {
  entry *at;
  size_t count, capacity;
} entries;

struct zhen_files {
  entries inputs, targets;
};

zhen_status zhen_files_new(zhen_files **out)
{
  *out = mem_calloc(1, sizeof **out);
  return *out ? ZHEN_OK : zhen_fail_memory();
}

static zhen_status add(entries *list, const char *path, int standard,
                       entry **out)
{
  zhen_status status =
      mem_grow(&list->at, &list->capacity, list->count + 1, sizeof *list->at);
  entry *e;

  if (status != ZHEN_OK)
    return status;
  e = &list->at[list->count];
  *e = (entry){.path = mem_strdup(path)};
  if (!e->path)
    return zhen_fail_memory();
  list->count++;
  *out = e;
  return file_identify(&e->id, path, standard);
}

/* Whether `directory` is `above` or is anywhere below it. */
static zhen_status lies_below(const char *directory, const file_id *above,
                              bool *below)
{
  buf path = {0};
  struct stat st, last = {0};
  zhen_status status;

  *below = false;
  buf_puts(&path, directory);
  for (;;) {
    buf_putc(&path, '\0');
    status = buf_status(&path);
    if (status != ZHEN_OK || stat(path.ptr, &st) != 0)
      break;
    *below = st.st_dev == above->device && st.st_ino == above->inode;
    if (*below || (st.st_dev == last.st_dev && st.st_ino == last.st_ino))
      break;
    last = st;
    path.len--;
    buf_puts(&path, "/..");
  }
  buf_dispose(&path);
  return status;
}

/* The same for the directory of a file, which may not exist yet. */
static zhen_status is_below(const char *path, const file_id *above, bool *below)
{
  char *resolved = path_resolve(path);
  char *directory = resolved ? path_directory(resolved) : NULL;
  zhen_status status =
      directory ? lies_below(directory, above, below) : zhen_fail_memory();

  free(directory);
  free(resolved);
  return status;
}

/* A directory being searched, and its parents. */
typedef struct level {
  const struct level *above;
  struct stat info;
} level;

static bool is_circle(const level *l, const struct stat *info)
{
  for (; l; l = l->above)
    if (l->info.st_dev == info->st_dev && l->info.st_ino == info->st_ino)
      return true;
  return false;
}

/* Not fts(): it crashes when memory runs out. */
static zhen_status search(int fd, const level *above, const file_id *id,
                          bool *found)
{
  level here = {.above = above};
  DIR *dir = fstat(fd, &here.info) == 0 ? fdopendir(fd) : NULL;
  const struct dirent *e;
  zhen_status status = ZHEN_OK;
  struct stat st;

  if (!dir) {
    status = errno == ENOMEM ? zhen_fail_memory() : ZHEN_OK;
    close(fd);
    return status;
  }
  while (status == ZHEN_OK && !*found && (e = readdir(dir))) {
    if (e->d_name[0] == '.' || fstatat(fd, e->d_name, &st, 0) != 0)
      continue;
    if (S_ISREG(st.st_mode)) {
      *found = st.st_dev == id->device && st.st_ino == id->inode;
    } else if (S_ISDIR(st.st_mode) && !is_circle(&here, &st)) {
      int next = openat(fd, e->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

      if (next >= 0)
        status = search(next, &here, id, found);
    }
  }
  closedir(dir);
  return status;
}

/* Whether links in a directory lead to a file; skips hidden names. */
static zhen_status leads_to(const char *directory, const file_id *id,
                            bool *leads)
{
  int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  *leads = false;
  return fd < 0 ? ZHEN_OK : search(fd, NULL, id, leads);
}

/* Whether a target is among the files below an input directory. */
static zhen_status is_inside(const entry *target, const entry *input, bool *is)
{
  zhen_status status = ZHEN_OK;

  *is = false;
  if (!path_is_standard(target->path))
    status = is_below(target->path, &input->id, is);
  if (status == ZHEN_OK && !*is && S_ISREG(target->id.mode))
    status = leads_to(input->path, &target->id, is);
  return status;
}

static zhen_status fail_input(const entry *input, const entry *target)
{
  if (!path_is_standard(target->path))
    return zhen_fail(ZHEN_EUSAGE, "%s is an input; write to another file",
                     target->path);
  return zhen_fail(
      ZHEN_EUSAGE, "%s is an input; send standard output to another file",
      path_is_standard(input->path) ? "standard input" : input->path);
}

static zhen_status compare(const entry *input, const entry *target)
{
  const char *name = target_label(target->path);
  zhen_status status = ZHEN_OK;
  bool is = false;

  if (file_same(&input->id, &target->id))
    return fail_input(input, target);
  if (S_ISDIR(input->id.mode))
    status = is_inside(target, input, &is);
  if (status == ZHEN_OK && is)
    return zhen_fail(ZHEN_EUSAGE,
                     "%s is inside the input directory %s; write outside it",
                     name, input->path);
  if (status == ZHEN_OK && S_ISDIR(target->id.mode) &&
      !path_is_standard(input->path))
    status = is_below(input->path, &target->id, &is);
  if (status == ZHEN_OK && is)
    return zhen_fail(ZHEN_EUSAGE,
                     "%s: contains the input %s; write to another directory",
                     name, input->path);
  return status;
}

zhen_status zhen_files_add_input(zhen_files *files, const char *path)
{
  entry *input = NULL;
  zhen_status status = add(&files->inputs, path, STDIN_FILENO, &input);

  for (size_t i = 0; status == ZHEN_OK && i < files->targets.count; i++)
    status = compare(input, &files->targets.at[i]);
  return status;
}

static zhen_status add_target(zhen_files *files, const char *path,
                              zhen_target kind)
{
  entry *target = NULL;
  zhen_status status = add(&files->targets, path, STDOUT_FILENO, &target);

  for (size_t i = 0; status == ZHEN_OK && i < files->inputs.count; i++)
    status = compare(&files->inputs.at[i], target);
  for (size_t i = 0; status == ZHEN_OK && i + 1 < files->targets.count; i++)
    if (file_same(&files->targets.at[i].id, &target->id) ||
        (path_is_standard(path) && path_is_standard(files->targets.at[i].path)))
      status = zhen_fail(ZHEN_EUSAGE,
                         "%s: used for two outputs; write each to its own file",
                         target_label(path));
  return status == ZHEN_OK ? check_database(path, kind) : status;
}

/* The files of a prefix, from number `i` on. */
static zhen_status add_suffixed(zhen_files *files, size_t i, const char *prefix,
                                size_t stem, const char *ending)
{
  static const char *const suffixes[] = {".zh", ".en", ".scores", ".ids",
                                         ".words"};
  zhen_status status = ZHEN_OK;

  for (; status == ZHEN_OK && i < sizeof suffixes / sizeof *suffixes; i++) {
    char *path;

    if (asprintf(&path, "%.*s%s%s", (int)stem, prefix, suffixes[i], ending) < 0)
      return zhen_fail_memory();
    status = add_target(files, path, ZHEN_TARGET_FILE);
    free(path);
  }
  return status;
}

/* PREFIX.zh and so on; with PREFIX.gz also PREFIX.zh.gz, and PREFIX.scores. */
static zhen_status add_prefix(zhen_files *files, const char *prefix)
{
  size_t stem = compress_stem(prefix);
  zhen_status status = add_suffixed(files, 0, prefix, strlen(prefix), "");

  if (status == ZHEN_OK && prefix[stem])
    status = add_suffixed(files, 0, prefix, stem, prefix + stem);
  return status == ZHEN_OK && prefix[stem]
             ? add_suffixed(files, 2, prefix, stem, "")
             : status;
}

zhen_status zhen_files_add_target(zhen_files *files, const char *path,
                                  zhen_target kind)
{
  return kind == ZHEN_TARGET_PREFIX ? add_prefix(files, path)
                                    : add_target(files, path, kind);
}

static void dispose(entries *list)
{
  for (size_t i = 0; i < list->count; i++) {
    file_id_dispose(&list->at[i].id);
    free(list->at[i].path);
  }
  free(list->at);
}

void zhen_files_free(zhen_files *files)
{
  if (!files)
    return;
  dispose(&files->inputs);
  dispose(&files->targets);
  free(files);
}
