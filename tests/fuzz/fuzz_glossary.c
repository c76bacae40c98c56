/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a glossary: refused, or pairs are checked against it, and what
 * is reported is in them. After a NUL are the pairs, as TSV; without one, there
 * are some. As a dictionary of hunalign they are never refused if they are a
 * glossary.
 */
#include "fuzz.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zhen/lexicon.h>
#include <zhen/pairs.h>
#include <zhen/terms.h>

static const char some_pairs[] =
    "港口的集裝箱碼頭昨天关闭。\tThe container port closed yesterday.\n"
    "Windows 服务器和 API 網關\tthe servers and API gateways\n"
    "港口\t\n\tport\n";

/* The bytes as a file; `path` has room for 64. */
static int open_bytes(const void *bytes, size_t len, char *path)
{
  int fd = memfd_create("fuzz", MFD_CLOEXEC);

  REQUIRE(fd >= 0 && write(fd, bytes, len) == (ssize_t)len);
  snprintf(path, 64, "/proc/self/fd/%d", fd);
  return fd;
}

static void look(void *context, const zhen_term_fault *f)
{
  zhen_str zh = f->row->pair.zh;

  ++*(uint64_t *)context;
  REQUIRE(f->zh.len > 0 && f->en.len > 0);
  REQUIRE(f->zh.ptr >= zh.ptr && f->zh.ptr + f->zh.len <= zh.ptr + zh.len);
}

static void check(zhen_term_check *c, const void *bytes, size_t len)
{
  const zhen_pairs_options how = {.struct_size = sizeof how,
                                  .skip_malformed = true};
  char name[64];
  const char *path = name;
  int fd = open_bytes(bytes, len, name);
  zhen_pairs *in;
  zhen_terms_counts n;
  uint64_t seen = 0;

  if (zhen_pairs_open(&in, &path, 1, &how) == ZHEN_OK) {
    if (zhen_term_check_pairs(c, in, look, &seen, &n) == ZHEN_OK)
      REQUIRE(n.faults == seen && n.faults <= n.used && n.several <= n.terms);
    zhen_pairs_close(in);
  }
  close(fd);
}

/* Whether the bytes are read as a dictionary. */
static bool is_dictionary(const char *path)
{
  zhen_lexicon *lexicon;
  size_t skipped;
  bool read;

  REQUIRE(zhen_lexicon_open_default(&lexicon) == ZHEN_OK);
  read = zhen_lexicon_add_dictionary(lexicon, path, &skipped) == ZHEN_OK;
  REQUIRE(read ? skipped <= 1 << 20 : zhen_error_last()[0] && skipped == 0);
  zhen_lexicon_close(lexicon);
  return read;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
  const uint8_t *end = len ? memchr(bytes, 0, len) : NULL;
  size_t n = end ? (size_t)(end - bytes) : len;
  char path[64];
  zhen_term_check *c;
  int fd = open_bytes(bytes, n, path);

  if (zhen_term_check_open(&c, path) != ZHEN_OK) {
    REQUIRE(!c && zhen_error_last()[0]);
    is_dictionary(path);
  } else {
    REQUIRE(is_dictionary(path));
    if (end)
      check(c, end + 1, len - n - 1);
    else
      check(c, some_pairs, sizeof some_pairs - 1);
    zhen_term_check_free(c);
  }
  close(fd);
  return 0;
}
