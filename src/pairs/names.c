/* SPDX-License-Identifier: Apache-2.0 */
#include "pairs/names.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

zhen_status names_find_part(char **path, const char *prefix, const char *suffix)
{
  static const char *const ends[] = {"", ".gz", ".zst", ".xz"};

  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    if (asprintf(path, "%s%s%s", prefix, suffix, ends[i]) < 0) {
      *path = NULL;
      return zhen_fail_memory();
    }
    if (access(*path, F_OK) == 0)
      return ZHEN_OK;
    free(*path);
  }
  *path = NULL;
  return ZHEN_OK;
}

zhen_status pairs_files(char **zh, char **en, const char *path)
{
  zhen_status status = ZHEN_OK;

  *zh = *en = NULL;
  if (path_is_standard(path) || access(path, F_OK) == 0) {
    *zh = mem_strdup(path);
    return *zh ? ZHEN_OK : zhen_fail_memory();
  }
  status = names_find_part(zh, path, ".zh");
  if (status == ZHEN_OK)
    status = names_find_part(en, path, ".en");
  if (status == ZHEN_OK && !*zh && !*en)
    status =
        zhen_fail(ZHEN_EINPUT, "%s: no such file, and no files %s.zh and %s.en",
                  path, path, path);
  else if (status == ZHEN_OK && (!*zh || !*en))
    status = zhen_fail(ZHEN_EINPUT, "%s.%s: no such file, but %s exists", path,
                       *zh ? "en" : "zh", *zh ? *zh : *en);
  if (status != ZHEN_OK) {
    free(*zh);
    free(*en);
    *zh = *en = NULL;
  }
  return status;
}
