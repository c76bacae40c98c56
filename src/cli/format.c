/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/format.h"

#include <string.h>
#include <strings.h>
#include <sys/stat.h>

const char *name_compression(const char *file)
{
  static const char *const endings[] = {".gz", ".xz", ".zst"};
  const char *slash = strrchr(file, '/');
  const char *base = slash ? slash + 1 : file;
  size_t len = strlen(base);

  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    size_t end = strlen(endings[i]);

    if (len > end && strcasecmp(base + len - end, endings[i]) == 0)
      return base + len - end;
  }
  return base + len;
}

/* The ending of a name, compression aside; empty if it has none. */
static zhen_str ending_of(const char *file)
{
  const char *slash = strrchr(file, '/');
  const char *base = slash ? slash + 1 : file;
  size_t len = (size_t)(name_compression(file) - base);
  size_t dot = len;

  while (dot > 0 && base[dot - 1] != '.')
    dot--;
  return dot < 2 ? (zhen_str){0} : (zhen_str){base + dot, len - dot};
}

static bool is_ending(zhen_str s, const char *name)
{
  return strlen(name) == s.len && strncasecmp(s.ptr, name, s.len) == 0;
}

bool name_ends_in(const char *file, const char *name)
{
  zhen_str s = ending_of(file);

  return s.len > 0 && is_ending(s, name);
}

static bool is_device(const char *file)
{
  struct stat info;

  return stat(file, &info) == 0 && !S_ISREG(info.st_mode) &&
         !S_ISDIR(info.st_mode);
}

const char *format_of_name(const char *file, const file_ending *table,
                           const char *preset)
{
  zhen_str s = ending_of(file);

  if (s.len == 0)
    return preset;
  for (const file_ending *e = table; e->name; e++)
    if (is_ending(s, e->name))
      return e->format;
  return is_device(file) ? preset : NULL;
}

/* The formats that -f takes; empty without such an option. */
static void list_formats(const command *self, char *text, size_t size)
{
  option_place at = {0};

  *text = '\0';
  while (option_next(self, &at))
    if (strcmp(at.row->name, "format") == 0)
      option_list(at.row->words, text, size);
}

int format_refuse(const command *self, const char *file,
                  const file_ending *table)
{
  char formats[256];
  zhen_str s = ending_of(file);
  char known[256] = "";
  size_t len = 0;

  list_formats(self, formats, sizeof formats);
  for (const file_ending *e = table; e->name && len < sizeof known; e++)
    len += (size_t)snprintf(known + len, sizeof known - len, "%s.%s",
                            e == table ? "" : ", ", e->name);
  return say_usage(self, "%s: zhen %s does not write .%.*s files; use %s%s%s",
                   file, self->name, (int)s.len, s.ptr, known,
                   *formats ? ", or choose a format with -f: " : "", formats);
}

int format_of_pairs(const command *self, const char *file, zhen_format_use use,
                    zhen_format *out)
{
  char formats[256];
  zhen_status status = zhen_format_of_path(out, file, use);

  if (status == ZHEN_OK)
    return EXIT_DONE;
  if (status != ZHEN_EUSAGE)
    return say_failure(status);
  list_formats(self, formats, sizeof formats);
  return say_usage(self, "%s, or choose a format with -f: %s",
                   zhen_error_last(), formats);
}

int format_check_words(const command *self, zhen_format format)
{
  if (zhen_format_holds_words(format))
    return EXIT_DONE;
  return say_usage(self,
                   "--words: %s cannot hold word links; use -f jsonl, moses or "
                   "pharaoh",
                   zhen_format_name(format));
}

int format_check_tsv(const command *self, const char *name, const char *file)
{
  static const file_ending endings[] = {
      {"tsv", "tsv"}, {"txt", "tsv"}, {NULL, NULL}};

  if (!file || format_of_name(file, endings, "tsv"))
    return EXIT_DONE;
  return say_usage(self,
                   "--%s %s: this file is written as tsv; use a name "
                   "that ends in .tsv or .txt",
                   name, file);
}
