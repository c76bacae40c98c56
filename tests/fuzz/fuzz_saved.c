/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a saved alignment: rows in order and statistics that add up. */
#include "fuzz.h"
#include "text/utf8.h"

#include <sys/mman.h>
#include <unistd.h>
#include <zhen/zhen.h>

static void check_text(zhen_str s)
{
  REQUIRE(s.len == 0 ||
          utf8_valid((const unsigned char *)s.ptr, s.len) == s.len);
}

static void check_statistics(const zhen_saved *saved)
{
  zhen_saved_statistics *s;
  size_t sum = 0;

  REQUIRE(zhen_saved_compute_statistics(&s, saved) == ZHEN_OK);
  for (size_t i = 0; i < sizeof s->histogram / sizeof *s->histogram; i++)
    sum += s->histogram[i];
  REQUIRE(sum == s->pairs && s->pairs <= saved->count);
  REQUIRE(s->mean >= 0 && s->mean <= 1);
  for (size_t i = 0; i < s->n_gaps; i++)
    REQUIRE(s->gaps[i].begin < s->gaps[i].end);
  zhen_saved_statistics_free(s);
}

static void check_rows(const zhen_saved *saved)
{
  for (size_t i = 0; i < saved->count; i++) {
    const zhen_saved_row *row = &saved->rows[i], *last = row - (i > 0);

    REQUIRE(row->line >= last->line);
    REQUIRE(row->bead.zh_begin <= row->bead.zh_end);
    REQUIRE(row->bead.en_begin <= row->bead.en_end);
    REQUIRE(i == 0 || (row->bead.zh_begin >= last->bead.zh_end &&
                       row->bead.en_begin >= last->bead.en_end));
    check_text(row->zh);
    check_text(row->en);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
  char path[64];
  zhen_saved *saved;
  int fd = memfd_create("fuzz", MFD_CLOEXEC);

  REQUIRE(fd >= 0 && write(fd, bytes, len) == (ssize_t)len);
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  if (zhen_saved_read(&saved, path) != ZHEN_OK) {
    REQUIRE(!saved && zhen_error_last()[0]);
  } else {
    check_rows(saved);
    check_statistics(saved);
    zhen_saved_free(saved);
  }
  close(fd);
  return 0;
}
