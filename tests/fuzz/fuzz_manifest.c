/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a manifest: every entry has a fault, or an id and its sides, and
 * the second reading is the same as the first. No path leads out.
 */
#include "build/manifest.h"
#include "fuzz.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void check_entry(const manifest *m, const manifest_entry *e)
{
  REQUIRE(e->line > 0);
  if (e->fault) {
    REQUIRE(e->fault[0]);
    return;
  }
  REQUIRE(e->id && e->id[0]);
  for (int side = 0; side < (e->both ? 1 : 2); side++) {
    buf path = {0};

    REQUIRE(e->missing || e->names[side] || e->inlined[side].ptr);
    if (e->names[side] && manifest_path(m, e, side, &path) == ZHEN_OK)
      REQUIRE(strlen(path.ptr) + 1 == path.len);
    buf_dispose(&path);
  }
}

/* How many entries there are. */
static size_t read_all(manifest *m)
{
  manifest_entry entry = {0};
  size_t n = 0, line = 0;
  bool more = true;

  while (manifest_next(m, &entry, &more) == ZHEN_OK && more) {
    REQUIRE(entry.line > line);
    line = entry.line;
    check_entry(m, &entry);
    n++;
  }
  manifest_entry_dispose(&entry);
  return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
  char path[64];
  manifest *m;
  int fd = memfd_create("fuzz", MFD_CLOEXEC);

  REQUIRE(fd >= 0 && write(fd, bytes, len) == (ssize_t)len);
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  if (manifest_open(&m, path, NULL, &(walk_options){0}) == ZHEN_OK) {
    size_t n = read_all(m);

    if (manifest_rewind(m) == ZHEN_OK)
      REQUIRE(read_all(m) == n);
    manifest_close(m);
  }
  close(fd);
  return 0;
}
