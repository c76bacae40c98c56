/* SPDX-License-Identifier: Apache-2.0 */
/* Open a lexicon file: its bytes are checked once. */
#include "base/fail.h"
#include "base/system.h"
#include "lexicon/tables.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

/* Words from a field on; `end` is a position. */
static word_list list_at(const zhen_lexicon *lexicon, unsigned count_field,
                         uint32_t end, bool has_pairs)
{
  uint32_t count = lexicon_field(lexicon, count_field);
  const uint8_t *at = lexicon->bytes + lexicon_field(lexicon, count_field + 1);
  size_t blocks = ((size_t)count + BLOCK - 1) / BLOCK;

  return (word_list){
      .blocks = at,
      .words = at + 4 * blocks,
      .end = lexicon->bytes + end,
      .count = count,
      .has_pairs = has_pairs,
  };
}

static uint32_t zh_end(const zhen_lexicon *x)
{
  return lexicon_is_first(x) ? (uint32_t)x->size
                             : lexicon_field(x, FIELD_PHRASES_AT);
}

/* Whether the sections are inside the block, in the order of writing. */
static bool sections_fit(const zhen_lexicon *x)
{
  uint64_t at = lexicon_is_first(x) ? HEADER_BYTES_1 : HEADER_BYTES;
  static const struct {
    unsigned count_field, size;
  } fixed[] = {{FIELD_FOLDS, FOLD_BYTES},
               {FIELD_SYLLABLES, SYLLABLE_BYTES},
               {FIELD_READINGS, READING_BYTES}};

  for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
    if (lexicon_field(x, fixed[i].count_field + 1) != at)
      return false;
    at += (uint64_t)lexicon_field(x, fixed[i].count_field) * fixed[i].size;
  }
  return lexicon_field(x, FIELD_EN_AT) == at &&
         lexicon_field(x, FIELD_ZH_AT) >= at &&
         lexicon_field(x, FIELD_ZH_AT) <= zh_end(x) && zh_end(x) <= x->size;
}

static bool is_lexicon(const zhen_lexicon *x)
{
  bool second = x->size >= HEADER_BYTES &&
                memcmp(x->bytes, LEXICON_MAGIC, MAGIC_BYTES) == 0;

  return (second || lexicon_is_first(x)) &&
         lexicon_field(x, FIELD_SIZE) == x->size && sections_fit(x);
}

static bool is_whole(const zhen_lexicon *x)
{
  return lexicon_field(x, FIELD_CHECK) ==
         (uint32_t)XXH3_64bits(x->bytes + CHECKED_AT, x->size - CHECKED_AT);
}

void lexicon_find_lists(zhen_lexicon *x)
{
  x->en = list_at(x, FIELD_EN, lexicon_field(x, FIELD_ZH_AT), false);
  x->zh = list_at(x, FIELD_ZH, zh_end(x), true);
  if (!lexicon_is_first(x))
    x->phrases = list_at(x, FIELD_PHRASES, (uint32_t)x->size, true);
}

static zhen_status map_file(zhen_lexicon *x, const char *path)
{
  struct stat st;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  const void *p;

  if (fd < 0)
    return zhen_fail(ZHEN_EINPUT, "%s: %s", path, strerror(errno));
  if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ||
      st.st_size < HEADER_BYTES_1) {
    close(fd);
    return zhen_fail(ZHEN_EINPUT, "%s: not a zhen lexicon", path);
  }
  p = system_map(fd, (size_t)st.st_size);
  close(fd);
  if (!p)
    return zhen_fail(ZHEN_EINPUT, "%s: %s", path, strerror(errno));
  x->mapping = p;
  x->bytes = p;
  x->size = (size_t)st.st_size;
  return ZHEN_OK;
}

zhen_status zhen_lexicon_open(zhen_lexicon **out, const char *path)
{
  zhen_lexicon *x = mem_calloc(1, sizeof *x);
  zhen_status status;

  *out = NULL;
  if (!x)
    return zhen_fail_memory();
  status = map_file(x, path);
  if (status == ZHEN_OK && !is_lexicon(x))
    status = zhen_fail(ZHEN_EINPUT,
                       "%s: not a zhen lexicon of this version; build one with "
                       "'zhen lexicon build'",
                       path);
  if (status == ZHEN_OK && !is_whole(x))
    status = zhen_fail(ZHEN_EINPUT, "%s: damaged; build it again", path);
  if (status == ZHEN_OK) {
    lexicon_find_lists(x);
    status = lexicon_check(x, path);
  }
  if (status == ZHEN_OK)
    status = lexicon_tables_make(x);
  if (status != ZHEN_OK) {
    zhen_lexicon_close(x);
    return status;
  }
  *out = x;
  return ZHEN_OK;
}

void zhen_lexicon_close(zhen_lexicon *x)
{
  if (!x)
    return;
  free(x->own_tables);
  free(x->terms);
  arena_dispose(&x->strings);
  system_unmap(x->mapping, x->size);
  free(x);
}
