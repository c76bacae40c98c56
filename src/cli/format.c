/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/format.h"

#include <string.h>
#include <strings.h>
#include <sys/stat.h>

const file_ending pair_endings[] = {
    {"tsv", "tsv"},     {"txt", "tsv"},     {"jsonl", "jsonl"},
    {"json", "jsonl"},  {"tmx", "tmx"},     {"xlf", "xliff"},
    {"xliff", "xliff"}, {"moses", "moses"}, {NULL, NULL}};

/* The ending of a name without its packing; empty if it has none. */
static zhen_str ending_of(const char *file)
{
  static const char *const packed[] = {".gz", ".xz", ".zst"};
  const char *slash = strrchr(file, '/');
  const char *base = slash ? slash + 1 : file;
  size_t len = strlen(base);
  const char *dot;

  for (size_t i = 0; i < sizeof packed / sizeof *packed; i++) {
    size_t end = strlen(packed[i]);

    if (len > end && strcasecmp(base + len - end, packed[i]) == 0) {
      len -= end;
      break;
    }
  }
  dot = memrchr(base, '.', len);
  if (!dot || dot == base)
    return (zhen_str){0};
  return (zhen_str){dot + 1, len - (size_t)(dot + 1 - base)};
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

/* What -f takes, in the words of --help, on one line; "" without such an
   option. */
static void put_formats(const command *self, char *out, size_t size)
{
  size_t len = 0;

  for (const option *o = self->options; o->name; o++) {
    if (strcmp(o->name, "format") != 0)
      continue;
    for (const char *s = o->help; *s && len + 1 < size; s++)
      if (*s != ' ' && *s != '\n')
        out[len++] = *s;
      else if (len > 0 && out[len - 1] != ' ')
        out[len++] = ' ';
  }
  out[len] = '\0';
}

int format_refuse(const command *self, const char *file,
                  const file_ending *table)
{
  zhen_str s = ending_of(file);
  char known[128] = "", formats[256];
  size_t len = 0;

  put_formats(self, formats, sizeof formats);

  for (const file_ending *e = table; e->name && len < sizeof known; e++)
    len += (size_t)snprintf(known + len, sizeof known - len, "%s.%s",
                            e == table ? "" : ", ", e->name);
  return say_usage(self, "%s: zhen %s does not write .%.*s files; use %s%s%s",
                   file, self->name, (int)s.len, s.ptr, known,
                   *formats ? ", or name a format with -f: " : "", formats);
}
