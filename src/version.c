/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>
#include <libxml/parser.h>
#include <libxml/xmlversion.h>
#include <lzma.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unicode/uvernum.h>
#include <unicode/uversion.h>
#include <utf8proc.h>
#include <xxhash.h>
#include <zhen/zhen.h>
#include <zlib.h>
#include <zstd.h>

#define TEXT(x) #x
#define TEXT_OF(x) TEXT(x)
#define THREE(a, b, c) TEXT_OF(a) "." TEXT_OF(b) "." TEXT_OF(c)

const char *zhen_version(void)
{
  return THREE(ZHEN_VERSION_MAJOR, ZHEN_VERSION_MINOR, ZHEN_VERSION_PATCH);
}

static void icu_version(char *out, size_t size)
{
  UVersionInfo version;
  char text[U_MAX_VERSION_STRING_LENGTH];

  u_getVersion(version);
  u_versionToString(version, text);
  snprintf(out, size, "%s", text);
}

/* 20914, followed by what the distribution adds, is 2.9.14. */
static void libxml2_version(char *out, size_t size)
{
  unsigned n = (unsigned)strtoul(xmlParserVersion, NULL, 10);

  snprintf(out, size, "%u.%u.%u", n / 10000, n / 100 % 100, n % 100);
}

static void xxhash_version(char *out, size_t size)
{
  unsigned n = XXH_versionNumber();

  snprintf(out, size, "%u.%u.%u", n / 10000, n / 100 % 100, n % 100);
}

size_t zhen_libraries(zhen_library *out, size_t capacity)
{
  char icu[32], libxml2[32], xxhash[32];
  const struct {
    const char *name, *built, *running;
  } all[] = {{"ICU", U_ICU_VERSION, icu},
             {"jansson", JANSSON_VERSION, jansson_version_str()},
             {"liblzma", LZMA_VERSION_STRING, lzma_version_string()},
             {"libxml2", LIBXML_DOTTED_VERSION, libxml2},
             {"SQLite", SQLITE_VERSION, sqlite3_libversion()},
             {"utf8proc",
              THREE(UTF8PROC_VERSION_MAJOR, UTF8PROC_VERSION_MINOR,
                    UTF8PROC_VERSION_PATCH),
              utf8proc_version()},
             {"xxHash",
              THREE(XXH_VERSION_MAJOR, XXH_VERSION_MINOR, XXH_VERSION_RELEASE),
              xxhash},
             {"zlib", ZLIB_VERSION, zlibVersion()},
             {"zstd", ZSTD_VERSION_STRING, ZSTD_versionString()}};
  size_t count = sizeof all / sizeof *all;

  icu_version(icu, sizeof icu);
  libxml2_version(libxml2, sizeof libxml2);
  xxhash_version(xxhash, sizeof xxhash);
  for (size_t i = 0; i < count && i < capacity; i++) {
    out[i].name = all[i].name;
    snprintf(out[i].built, sizeof out[i].built, "%s", all[i].built);
    snprintf(out[i].running, sizeof out[i].running, "%s", all[i].running);
  }
  return count;
}
