/* SPDX-License-Identifier: Apache-2.0 */
/* The formats: their names, and which can be used for what. */
#include "base/fail.h"

#include <stdio.h>
#include <string.h>
#include <zhen/format.h>

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
