/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/targets.h"
#include "cli/format.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_ready(targets *t)
{
  if (!t->set && t->status == ZHEN_OK)
    t->status = zhen_files_new(&t->set);
  return t->status == ZHEN_OK;
}

void targets_input(targets *t, const char *path)
{
  if (path && is_ready(t))
    t->status = zhen_files_add_input(t->set, path);
}

static bool is_empty(const char *directory)
{
  DIR *d = opendir(directory);
  const struct dirent *entry = NULL;

  while (d && (entry = readdir(d)))
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
      break;
  if (d)
    closedir(d);
  return !entry;
}

/* Devices and pipes are not replaced by what is written to them. */
static bool is_replaced(const char *path, mode_t type)
{
  struct stat info;

  return strcmp(path, "-") != 0 && strncmp(path, "/dev/", 5) != 0 &&
         stat(path, &info) == 0 && (info.st_mode & S_IFMT) == type;
}

static void note_existing(targets *t, const char *path, mode_t type)
{
  if (t->force || t->existing || !is_replaced(path, type))
    return;
  t->existing = strdup(path);
  if (!t->existing)
    t->status = ZHEN_ENOMEM;
}

/* PREFIX.zh and so on; with PREFIX.gz, PREFIX.zh.gz but PREFIX.scores. */
static void note_prefix(targets *t, const char *prefix)
{
  static const char *const suffixes[] = {".zh", ".en", ".scores", ".ids",
                                         ".words"};
  const char *compression = name_compression(prefix);
  int len = (int)(compression - prefix);

  for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
    char *path;

    if (asprintf(&path, "%.*s%s%s", len, prefix, suffixes[i],
                 i >= 2 && strcmp(compression, ".gz") == 0 ? "" : compression) <
        0) {
      t->status = ZHEN_ENOMEM;
      return;
    }
    note_existing(t, path, S_IFREG);
    free(path);
  }
}

void targets_output(targets *t, const char *path, zhen_target kind)
{
  if (!path || !is_ready(t))
    return;
  t->status = zhen_files_add_target(t->set, path, kind);
  if (t->status != ZHEN_OK)
    return;
  if (kind == ZHEN_TARGET_PREFIX)
    note_prefix(t, path);
  else if (kind == ZHEN_TARGET_FILE)
    note_existing(t, path, S_IFREG);
  else if (kind == ZHEN_TARGET_DIRECTORY && !is_empty(path))
    note_existing(t, path, S_IFDIR);
}

void targets_format(targets *t, const char *path, zhen_format format)
{
  targets_output(t, path,
                 zhen_format_is_directory(format) ? ZHEN_TARGET_DIRECTORY
                 : format == ZHEN_FORMAT_MOSES    ? ZHEN_TARGET_PREFIX
                                                  : ZHEN_TARGET_FILE);
}

int targets_check(targets *t, const command *self)
{
  zhen_status status = t->status;
  int failed = EXIT_DONE;

  if (status == ZHEN_EUSAGE) {
    failed = say_usage(self, "%s", zhen_error_last());
  } else if (status != ZHEN_OK) {
    failed = say_failure(status);
  } else if (t->existing) {
    say("%s already exists; use --force to replace it", t->existing);
    failed = EXIT_OUTPUT;
  }
  zhen_files_free(t->set);
  free(t->existing);
  *t = (targets){0};
  return failed;
}

int targets_check_print(const command *self, const char *input)
{
  targets t = {0};

  targets_input(&t, input);
  targets_output(&t, "-", ZHEN_TARGET_FILE);
  return targets_check(&t, self);
}
