/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Opening a lexicon and looking things up in it. The bytes are checked once
 * when a file is opened; the embedded ones are trusted.
 */
#include "lexicon/lexicon.h"
#include "base/fail.h"
#include "text/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

extern const uint8_t zhen_lexicon_embedded[];
extern const uint8_t zhen_lexicon_embedded_end[];

static word_list list_at(const zhen_lexicon *lexicon, unsigned count_field,
                         unsigned end_field, bool has_pairs)
{
  uint32_t count = lexicon_field(lexicon, count_field);
  const uint8_t *at = lexicon->bytes + lexicon_field(lexicon, count_field + 1);
  size_t blocks = ((size_t)count + BLOCK - 1) / BLOCK;

  return (word_list){
      .blocks = at,
      .words = at + 4 * blocks,
      .end = end_field == HEADER_FIELDS
                 ? lexicon->bytes + lexicon->size
                 : lexicon->bytes + lexicon_field(lexicon, end_field),
      .count = count,
      .has_pairs = has_pairs,
  };
}

/* Whether the sections lie inside the block, in the order they are written. */
static bool sections_fit(const zhen_lexicon *x)
{
  uint64_t at = HEADER_BYTES;
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
         lexicon_field(x, FIELD_ZH_AT) <= x->size;
}

static bool is_lexicon(const zhen_lexicon *x)
{
  return x->size >= HEADER_BYTES &&
         memcmp(x->bytes, LEXICON_MAGIC, MAGIC_BYTES) == 0 &&
         lexicon_field(x, FIELD_SIZE) == x->size && sections_fit(x);
}

static bool is_whole(const zhen_lexicon *x)
{
  return lexicon_field(x, FIELD_CHECK) ==
         (uint32_t)XXH3_64bits(x->bytes + CHECKED_AT, x->size - CHECKED_AT);
}

static const uint8_t *block_at(const word_list *list, uint32_t block)
{
  return list->words + load32(list->blocks + 4 * (size_t)block);
}

/* All characters of UTF-8 in less than 4 bytes. */
enum { RUNES = 0x10000 };

/* The character that a block begins with, RUNES if it is a longer one. */
static uint32_t first_rune(const word_list *list, uint32_t block)
{
  const uint8_t *p = block_at(list, block);
  zhen_str word = {(const char *)p + 2, p[1]};
  size_t size;

  if (word.len == 0)
    return 0;
  return utf8_size(word.ptr[0]) > 3 ? RUNES : utf8_at(word, 0, &size);
}

/* A table that spares most steps of the search for a block. */
static zhen_status find_starts(zhen_lexicon *x)
{
  uint32_t n = (x->zh.count + BLOCK - 1) / BLOCK, rune = 0;

  x->zh_starts = mem_calloc(RUNES + 1, sizeof *x->zh_starts);
  if (!x->zh_starts)
    return zhen_fail_memory();
  for (uint32_t block = 0; block < n; block++)
    for (uint32_t first = first_rune(&x->zh, block); rune <= first; rune++)
      x->zh_starts[rune] = block;
  while (rune <= RUNES)
    x->zh_starts[rune++] = n;
  return ZHEN_OK;
}

static void find_lists(zhen_lexicon *x)
{
  x->en = list_at(x, FIELD_EN, FIELD_ZH_AT, false);
  x->zh = list_at(x, FIELD_ZH, HEADER_FIELDS, true);
}

zhen_status zhen_lexicon_default(zhen_lexicon **out)
{
  zhen_lexicon *x = mem_calloc(1, sizeof *x);

  *out = NULL;
  if (!x)
    return zhen_fail_memory();
  x->bytes = zhen_lexicon_embedded;
  x->size = (size_t)(zhen_lexicon_embedded_end - zhen_lexicon_embedded);
  find_lists(x);
  if (find_starts(x) != ZHEN_OK) {
    zhen_lexicon_free(x);
    return zhen_fail_memory();
  }
  *out = x;
  return ZHEN_OK;
}

static zhen_status map_file(zhen_lexicon *x, const char *path)
{
  struct stat st;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  void *p;

  if (fd < 0)
    return zhen_fail(ZHEN_EINPUT, "%s: %s", path, strerror(errno));
  if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ||
      st.st_size < HEADER_BYTES) {
    close(fd);
    return zhen_fail(ZHEN_EINPUT, "%s: not a lexicon of zhen", path);
  }
  p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
  close(fd);
  if (p == MAP_FAILED)
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
                       "%s: not a lexicon of this version; make one with "
                       "'zhen lexicon build'",
                       path);
  if (status == ZHEN_OK && !is_whole(x))
    status = zhen_fail(ZHEN_EINPUT, "%s: damaged; make it again", path);
  if (status == ZHEN_OK) {
    find_lists(x);
    status = lexicon_check(x, path);
  }
  if (status == ZHEN_OK)
    status = find_starts(x);
  if (status != ZHEN_OK) {
    zhen_lexicon_free(x);
    return status;
  }
  *out = x;
  return ZHEN_OK;
}

void zhen_lexicon_free(zhen_lexicon *x)
{
  if (!x)
    return;
  free(x->terms);
  free(x->zh_starts);
  arena_dispose(&x->strings);
  if (x->mapping)
    munmap(x->mapping, x->size);
  free(x);
}

zhen_lexicon_info zhen_lexicon_inspect(const zhen_lexicon *x)
{
  return (zhen_lexicon_info){
      .bytes = x->size,
      .zh_words = lexicon_field(x, FIELD_ZH),
      .en_stems = lexicon_field(x, FIELD_EN),
      .pairs = lexicon_field(x, FIELD_PAIRS),
      .folds = lexicon_field(x, FIELD_FOLDS),
      .readings = lexicon_field(x, FIELD_READINGS),
      .glossary_terms = x->n_terms,
  };
}

/* A word of a list, seen from a key: how long it is and how far they agree. */
typedef struct place {
  uint32_t id;
  size_t len, shared;
  const uint8_t *pairs, *pairs_end;
} place;

/* How far `rest` and the key from `at` agree, counted from the start. */
static size_t agree(const uint8_t *rest, size_t len, zhen_str key, size_t at)
{
  size_t n = 0;

  while (n < len && at + n < key.len && rest[n] == (uint8_t)key.ptr[at + n])
    n++;
  return at + n;
}

/* Whether a word is after the key, both agreeing in `shared` bytes. */
static bool is_after(const uint8_t *rest, size_t len, zhen_str key, size_t at,
                     size_t shared)
{
  if (shared - at == len)
    return false;
  return shared == key.len || rest[shared - at] > (uint8_t)key.ptr[shared];
}

static const uint8_t *take_pairs(const word_list *list, const uint8_t *p,
                                 place *found)
{
  uint32_t size;

  if (!list->has_pairs)
    return p;
  size = load_varint(&p);
  found->pairs = p;
  found->pairs_end = p + size;
  return found->pairs_end;
}

/*
 * The last block of [low, high) whose first word is not after the key, the one
 * before `low` if all are; false if there is none.
 */
static bool find_block(const word_list *list, zhen_str key, uint32_t low,
                       uint32_t high, uint32_t *block)
{
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    const uint8_t *p = block_at(list, mid);

    if (is_after(p + 2, p[1], key, 0, agree(p + 2, p[1], key, 0)))
      high = mid;
    else
      low = mid + 1;
  }
  *block = low - 1;
  return low > 0;
}

/*
 * The last word that is not after the key; false if all are.
 *
 * No word is unpacked: if the next word shares more with this one than this
 * one with the key, it stands to the key as this one does; if less, it is
 * after the key; only if as much is there something to compare.
 */
static bool seek(const word_list *list, const uint32_t *starts, zhen_str key,
                 place *found)
{
  size_t size = key.len ? utf8_size(key.ptr[0]) : 4;
  uint32_t low = 0, high = (list->count + BLOCK - 1) / BLOCK;
  uint32_t block, last;
  const uint8_t *p;

  if (starts && size < 4 && size <= key.len) {
    uint32_t rune = utf8_at(key, 0, &size);

    low = starts[rune];
    high = starts[rune + 1];
  }
  if (!find_block(list, key, low, high, &block))
    return false;
  last = (block + 1) * BLOCK < list->count ? (block + 1) * BLOCK : list->count;
  p = block_at(list, block);
  *found = (place){.id = block * BLOCK, .len = p[1]};
  found->shared = agree(p + 2, p[1], key, 0);
  p = take_pairs(list, p + 2 + p[1], found);
  for (uint32_t id = found->id + 1; id < last; id++) {
    size_t common = p[0], rest = p[1], shared = found->shared;

    if (common < shared)
      break;
    if (common == shared) {
      shared = agree(p + 2, rest, key, common);
      if (is_after(p + 2, rest, key, common, shared))
        break;
    }
    *found = (place){.id = id, .len = common + rest, .shared = shared};
    p = take_pairs(list, p + 2 + rest, found);
  }
  return true;
}

uint32_t lexicon_stem(const zhen_lexicon *x, zhen_str stem)
{
  place found;

  if (stem.len > WORD_MAX || !seek(&x->en, NULL, stem, &found) ||
      found.len != stem.len || found.shared != stem.len)
    return WORD_NONE;
  return found.id;
}

void lexicon_stem_text(const zhen_lexicon *x, uint32_t id, char *out)
{
  const uint8_t *p = block_at(&x->en, id / BLOCK);
  size_t len = 0;

  for (uint32_t i = id / BLOCK * BLOCK; i <= id; i++) {
    memcpy(out + p[0], p + 2, p[1]);
    len = (size_t)p[0] + p[1];
    p += 2 + p[1];
  }
  out[len] = '\0';
}

/*
 * If the word found is no prefix of the text, a shorter prefix of the text may
 * still be a word: it must lie before, and can be no longer than what the two
 * have in common.
 */
size_t lexicon_longest(const zhen_lexicon *x, zhen_str text,
                       const uint8_t **pairs, const uint8_t **end)
{
  zhen_str key = text;
  place found;

  if (key.len > WORD_MAX)
    key.len = WORD_MAX;
  while (key.len > 0 && seek(&x->zh, x->zh_starts, key, &found)) {
    if (found.shared == found.len) {
      *pairs = found.pairs;
      *end = found.pairs_end;
      return found.len;
    }
    key.len = found.shared;
  }
  return 0;
}

size_t zhen_lexicon_translations(const zhen_lexicon *x, zhen_str zh_word,
                                 zhen_lexicon_translation *out, size_t capacity)
{
  const uint8_t *pairs = NULL, *end = NULL;
  uint32_t stem = 0;
  uint8_t weight;
  size_t n = 0;

  if (lexicon_longest(x, zh_word, &pairs, &end) != zh_word.len)
    return 0;
  while (lexicon_pair(&pairs, end, &stem, &weight)) {
    if (n < capacity) {
      lexicon_stem_text(x, stem, out[n].stem);
      out[n].weight = (float)weight / 255;
    }
    n++;
  }
  return n;
}

/* Binary search in a table of rows that begin with a 2-byte key. */
static const uint8_t *find_row(const uint8_t *table, size_t count, size_t size,
                               uint32_t key)
{
  size_t low = 0, high = count;

  while (low < high) {
    size_t mid = low + (high - low) / 2;
    const uint8_t *row = table + mid * size;
    uint32_t found = load16(row);

    if (found == key)
      return row;
    if (found < key)
      low = mid + 1;
    else
      high = mid;
  }
  return NULL;
}

uint32_t lexicon_fold(const zhen_lexicon *x, uint32_t rune)
{
  const uint8_t *row;

  if (rune > 0xFFFF)
    return rune;
  row = find_row(x->bytes + lexicon_field(x, FIELD_FOLDS_AT),
                 lexicon_field(x, FIELD_FOLDS), FOLD_BYTES, rune);
  return row ? load16(row + 2) : rune;
}

const char *lexicon_syllable(const zhen_lexicon *x, size_t i)
{
  if (i >= lexicon_field(x, FIELD_SYLLABLES))
    return NULL;
  return (const char *)x->bytes + lexicon_field(x, FIELD_SYLLABLES_AT) +
         SYLLABLE_BYTES * i;
}

size_t lexicon_readings(const zhen_lexicon *x, uint32_t rune,
                        const char *readings[READINGS_MAX])
{
  const uint8_t *syllables = x->bytes + lexicon_field(x, FIELD_SYLLABLES_AT);
  const uint8_t *row;
  size_t n = 0;

  if (rune > 0xFFFF)
    return 0;
  row = find_row(x->bytes + lexicon_field(x, FIELD_READINGS_AT),
                 lexicon_field(x, FIELD_READINGS), READING_BYTES, rune);
  if (!row)
    return 0;
  while (n < READINGS_MAX) {
    uint32_t id = load16(row + 2 + 2 * n);

    if (id >= lexicon_field(x, FIELD_SYLLABLES))
      break;
    readings[n++] = (const char *)syllables + SYLLABLE_BYTES * (size_t)id;
  }
  return n;
}
