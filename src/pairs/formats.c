/* SPDX-License-Identifier: Apache-2.0 */
/* The formats: their names, and which can be used for what. */
#include "base/buf.h"
#include "base/compress.h"
#include "base/fail.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <zhen/format.h>
#include <zhen/text.h>

#define USE(use) (1u << ZHEN_FORMAT_##use)

enum {
  WRITTEN = USE(WRITE_ALIGNMENT) | USE(EXPORT),
  PAIRS = USE(READ_PAIRS) | USE(WRITE_PAIRS)
};

static const struct {
  const char *name;
  unsigned uses;
  bool nulls; /* sentences without a partner */
  bool directory;
  bool words; /* word links */
} formats[] = {
    [ZHEN_FORMAT_AUTO] = {"auto", 0, false, false, false},
    [ZHEN_FORMAT_TSV] = {"tsv", WRITTEN | PAIRS | USE(READ_ALIGNMENT), true,
                         false, false},
    [ZHEN_FORMAT_JSONL] = {"jsonl", WRITTEN | PAIRS | USE(READ_ALIGNMENT), true,
                           false, true},
    [ZHEN_FORMAT_TMX] = {"tmx", WRITTEN | PAIRS, false, false, false},
    [ZHEN_FORMAT_MOSES] = {"moses", WRITTEN | PAIRS, false, false, true},
    [ZHEN_FORMAT_LADDER] = {"ladder", USE(WRITE_ALIGNMENT), true, false, false},
    [ZHEN_FORMAT_VECALIGN] = {"vecalign", USE(WRITE_ALIGNMENT), true, false,
                              false},
    [ZHEN_FORMAT_TEXT] = {"text", USE(WRITE_ALIGNMENT), true, false, false},
    [ZHEN_FORMAT_XLIFF] = {"xliff", WRITTEN | PAIRS, false, false, false},
    [ZHEN_FORMAT_CES] = {"ces", WRITTEN, true, true, false},
    [ZHEN_FORMAT_HF] = {"hf", WRITTEN | USE(WRITE_PAIRS), false, true, false},
    [ZHEN_FORMAT_MNBVC] = {"mnbvc", WRITTEN, false, false, false},
    [ZHEN_FORMAT_PHARAOH] = {"pharaoh", USE(WRITE_ALIGNMENT) | USE(WRITE_PAIRS),
                             false, false, true},
    [ZHEN_FORMAT_CSV] = {"csv", WRITTEN | PAIRS, true, false, false},
    [ZHEN_FORMAT_XLIFF2] = {"xliff2", WRITTEN | PAIRS, false, false, false},
    [ZHEN_FORMAT_PO] = {"po", WRITTEN | PAIRS, false, false, false},
    [ZHEN_FORMAT_TBX] = {"tbx", USE(READ_PAIRS), false, false, false},
    [ZHEN_FORMAT_XLSX] = {"xlsx", WRITTEN | USE(WRITE_PAIRS), true, false,
                          false},
    [ZHEN_FORMAT_DOCX] = {"docx", WRITTEN | USE(WRITE_PAIRS), true, false,
                          false},
    [ZHEN_FORMAT_HTML] = {"html", WRITTEN | USE(WRITE_PAIRS), true, false,
                          false},
    [ZHEN_FORMAT_EPUB] = {"epub", WRITTEN | USE(WRITE_PAIRS), true, false,
                          false},
    [ZHEN_FORMAT_SRT] = {"srt", USE(WRITE_ALIGNMENT), true, false, false},
};

enum { FORMATS = sizeof formats / sizeof *formats };

const char *zhen_format_name(zhen_format format)
{
  return formats[format].name;
}

bool zhen_format_supports(zhen_format format, zhen_format_use use)
{
  return format == ZHEN_FORMAT_AUTO || formats[format].uses & 1u << use;
}

bool zhen_format_is_directory(zhen_format format)
{
  return formats[format].directory;
}

bool zhen_format_is_zip(zhen_format format)
{
  return format == ZHEN_FORMAT_XLSX || format == ZHEN_FORMAT_DOCX ||
         format == ZHEN_FORMAT_EPUB;
}

bool zhen_format_holds_nulls(zhen_format format)
{
  return formats[format].nulls;
}

bool zhen_format_holds_words(zhen_format format)
{
  return formats[format].words;
}

/* "a, b or c" */
static void list(char *out, size_t size, zhen_format_use use)
{
  size_t last = 0, len = 0;

  for (size_t i = 1; i < FORMATS; i++)
    if (formats[i].uses & 1u << use)
      last = i;
  for (size_t i = 1; i <= last && len < size; i++)
    if (formats[i].uses & 1u << use)
      len += (size_t)snprintf(out + len, size - len, "%s%s",
                              len == 0    ? ""
                              : i == last ? " or "
                                          : ", ",
                              formats[i].name);
}

zhen_status zhen_format_parse(zhen_format *out, const char *name,
                              zhen_format_use use)
{
  char names[256];
  const char *fault = "unknown format";

  *out = ZHEN_FORMAT_AUTO;
  for (size_t i = 1; i < FORMATS; i++)
    if (strcmp(formats[i].name, name) == 0) {
      if (formats[i].uses & 1u << use) {
        *out = (zhen_format)i;
        return ZHEN_OK;
      }
      fault = "cannot use format";
    }
  list(names, sizeof names, use);
  return zhen_fail(ZHEN_EUSAGE, "%s '%s'; use %s", fault, name, names);
}

/* ---- endings of names ---- */

static const struct {
  const char *name;
  zhen_format format;
} endings[] = {{"tsv", ZHEN_FORMAT_TSV},     {"txt", ZHEN_FORMAT_TSV},
               {"jsonl", ZHEN_FORMAT_JSONL}, {"json", ZHEN_FORMAT_JSONL},
               {"tmx", ZHEN_FORMAT_TMX},     {"xlf", ZHEN_FORMAT_XLIFF},
               {"xliff", ZHEN_FORMAT_XLIFF}, {"csv", ZHEN_FORMAT_CSV},
               {"po", ZHEN_FORMAT_PO},       {"xlsx", ZHEN_FORMAT_XLSX},
               {"docx", ZHEN_FORMAT_DOCX},   {"html", ZHEN_FORMAT_HTML},
               {"htm", ZHEN_FORMAT_HTML},    {"epub", ZHEN_FORMAT_EPUB},
               {"srt", ZHEN_FORMAT_SRT},     {"moses", ZHEN_FORMAT_MOSES}};

enum { N_ENDINGS = sizeof endings / sizeof *endings };

static bool is_for(size_t i, zhen_format_use use)
{
  return formats[endings[i].format].uses & 1u << use;
}

/* The ending of a name, compression aside; empty if it has none. */
static zhen_str ending_of(const char *path)
{
  const char *slash = strrchr(path, '/');
  const char *base = slash ? slash + 1 : path;
  size_t len = compress_stem(base), dot = len;

  while (dot > 0 && base[dot - 1] != '.')
    dot--;
  return dot < 2 ? (zhen_str){0} : (zhen_str){base + dot, len - dot};
}

static bool is_device(const char *path)
{
  struct stat info;

  return stat(path, &info) == 0 && !S_ISREG(info.st_mode) &&
         !S_ISDIR(info.st_mode);
}

static zhen_status fail_ending(const char *path, zhen_str ending,
                               zhen_format_use use)
{
  buf known = {0};
  zhen_status status;

  for (size_t i = 0; i < N_ENDINGS; i++)
    if (is_for(i, use))
      buf_printf(&known, "%s.%s", known.len ? ", " : "", endings[i].name);
  buf_putc(&known, '\0');
  status = buf_status(&known);
  if (status == ZHEN_OK)
    status = zhen_fail(ZHEN_EUSAGE, "%s: .%.*s files cannot be %s here; use %s",
                       path, (int)ending.len, ending.ptr,
                       use == ZHEN_FORMAT_READ_PAIRS ||
                               use == ZHEN_FORMAT_READ_ALIGNMENT
                           ? "read"
                           : "written",
                       known.ptr);
  buf_dispose(&known);
  return status;
}

zhen_status zhen_format_of_path(zhen_format *out, const char *path,
                                zhen_format_use use)
{
  zhen_str ending = ending_of(path);

  *out = ZHEN_FORMAT_AUTO;
  if (ending.len == 0)
    return ZHEN_OK;
  for (size_t i = 0; i < N_ENDINGS; i++)
    if (is_for(i, use) && strlen(endings[i].name) == ending.len &&
        strncasecmp(endings[i].name, ending.ptr, ending.len) == 0) {
      *out = endings[i].format;
      return ZHEN_OK;
    }
  return is_device(path) ? ZHEN_OK : fail_ending(path, ending, use);
}
