/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char directory[] = "/tmp/zhen-unit-XXXXXX";
static bool has_directory;

static void give_up(const char *what)
{
  fprintf(stderr, "unit: %s\n", what);
  exit(EXIT_FAILURE);
}

CU_pSuite unit_suite(const char *name)
{
  CU_pSuite suite = CU_add_suite(name, NULL, NULL);

  if (!suite)
    give_up(CU_get_error_msg());
  return suite;
}

void unit_add(CU_pSuite suite, const char *name, void (*test)(void))
{
  if (!CU_add_test(suite, name, test))
    give_up(CU_get_error_msg());
}

zhen_str unit_str(const char *s)
{
  return (zhen_str){s, strlen(s)};
}

zhen_text *unit_text(const char *s)
{
  zhen_text *text;
  zhen_read_options utf8 = {.struct_size = sizeof utf8, .encoding = "UTF-8"};

  if (zhen_text_decode(&text, s, strlen(s), "test", &utf8) != ZHEN_OK)
    give_up(zhen_error_last());
  return text;
}

static void remove_directory(void)
{
  DIR *dir = opendir(directory);
  const struct dirent *entry;

  while (dir && (entry = readdir(dir)))
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
      unlinkat(dirfd(dir), entry->d_name, 0);
  if (dir)
    closedir(dir);
  rmdir(directory);
}

char *unit_path(const char *name)
{
  char *path;

  if (!has_directory) {
    if (!mkdtemp(directory))
      give_up("no temporary directory");
    has_directory = true;
    atexit(remove_directory);
  }
  if (asprintf(&path, "%s/%s", directory, name) < 0)
    give_up("out of memory");
  return path;
}

char *unit_read(const char *path, size_t *len)
{
  FILE *f = fopen(path, "rb");
  char *bytes = NULL;
  size_t size = 0;
  FILE *memory;
  int c;

  if (!f)
    return NULL;
  memory = open_memstream(&bytes, &size);
  if (!memory)
    give_up("out of memory");
  while ((c = getc(f)) != EOF)
    putc(c, memory);
  fclose(memory);
  fclose(f);
  if (len)
    *len = size;
  return bytes;
}

void unit_write(const char *path, const void *bytes, size_t len)
{
  FILE *f = fopen(path, "wb");

  if (!f || fwrite(bytes, 1, len, f) != len || fclose(f) != 0)
    give_up("a test file cannot be written");
}

bool unit_same(const char *file, unsigned line, zhen_str got, zhen_str want)
{
  bool same = got.len == want.len &&
              (got.len == 0 || memcmp(got.ptr, want.ptr, got.len) == 0);

  if (!same)
    fprintf(stderr, "\n%s:%u: got  \"%.*s\"\n%s:%u: want \"%.*s\"\n", file,
            line, (int)got.len, got.ptr ? got.ptr : "", file, line,
            (int)want.len, want.ptr);
  return same;
}

bool unit_ok(const char *file, unsigned line, zhen_status status)
{
  if (status != ZHEN_OK)
    fprintf(stderr, "\n%s:%u: %s\n", file, line, zhen_error_last());
  return status == ZHEN_OK;
}

bool unit_fails(const char *file, unsigned line, zhen_status status,
                zhen_status want, const char *part)
{
  const char *message = zhen_error_last();

  if (status == want && strstr(message, part))
    return true;
  fprintf(stderr, "\n%s:%u: status %d, message \"%s\"; want %d, \"%s\"\n", file,
          line, (int)status, message, (int)want, part);
  return false;
}
