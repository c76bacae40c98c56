/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Check everything that lookups rely on, in one pass over the bytes. The digest
 * detects accidental damage only: lexicon files are shared, and a digest is
 * easy to forge.
 */
#include "base/fail.h"
#include "base/hash_set.h"
#include "lexicon/lexicon.h"
#include "text/utf8.h"

#include <xxhash.h>

/* A list of words, read in order. */
typedef struct list_scan {
  const zhen_lexicon *lexicon;
  const word_list *list;
  const uint8_t *at;
  uint8_t word[WORD_MAX];
  size_t len;
  uint64_t pairs; /* seen so far */
} list_scan;

static size_t left(const list_scan *s)
{
  return (size_t)(s->list->end - s->at);
}

/* Like load_varint(), but not past `end`. */
static bool read_varint(list_scan *s, const uint8_t *end, uint32_t *value)
{
  uint64_t sum = 0;

  for (unsigned shift = 0; shift < 35 && s->at < end; shift += 7) {
    uint8_t byte = *s->at++;

    sum |= (uint64_t)(byte & 0x7F) << shift;
    *value = (uint32_t)sum;
    if (byte < 0x80)
      return sum <= UINT32_MAX;
  }
  return false;
}

/* Stems in ascending order, each with a weight. */
static bool pairs_are_sound(list_scan *s)
{
  uint32_t size, delta;
  uint64_t stem = 0;
  const uint8_t *end, *begin;

  if (!read_varint(s, s->list->end, &size) || size > left(s))
    return false;
  begin = s->at;
  end = begin + size;
  while (s->at < end) {
    bool first = s->at == begin;

    if (!read_varint(s, end, &delta) || s->at == end)
      return false;
    stem += delta;
    s->at++;
    s->pairs++;
    if (stem >= s->lexicon->en.count || (delta == 0 && !first))
      return false;
  }
  return true;
}

/* The first word of a block shares nothing, and the block starts with it. */
static bool begins_block(const list_scan *s, uint32_t number, size_t shared)
{
  return shared == 0 &&
         load32(s->list->blocks + 4 * (size_t)(number / BLOCK)) ==
             (uint64_t)(s->at - s->list->words);
}

/* Whether `rest`, after `shared` bytes of the previous word, sorts after it. */
static bool is_next(const list_scan *s, bool begins, size_t shared,
                    const uint8_t *rest, size_t len)
{
  size_t both = s->len < len ? s->len : len;
  int order;

  if (!begins)
    return shared == s->len || rest[0] > s->word[shared];
  order = memcmp(s->word, rest, both);
  return order ? order < 0 : s->len < len;
}

static bool word_is_sound(list_scan *s, uint32_t number)
{
  bool begins = number % BLOCK == 0;
  size_t shared, rest;

  if (left(s) < 2)
    return false;
  shared = s->at[0];
  rest = s->at[1];
  if (begins && !begins_block(s, number, shared))
    return false;
  s->at += 2;
  if (rest == 0 || rest > left(s) || shared > s->len ||
      shared + rest > WORD_MAX || !is_next(s, begins, shared, s->at, rest))
    return false;
  memcpy(s->word + shared, s->at, rest);
  s->len = shared + rest;
  s->at += rest;
  return utf8_valid(s->word, s->len) == s->len &&
         (!s->list->has_pairs || pairs_are_sound(s));
}

static zhen_status fail(const char *path, const char *what, size_t number)
{
  return zhen_fail(ZHEN_EINPUT, "%s: damaged: %s %zu; build it again", path,
                   what, number);
}

static bool list_fits(const word_list *list)
{
  uint64_t blocks = ((uint64_t)list->count + BLOCK - 1) / BLOCK;

  return 4 * blocks <= (uint64_t)(list->end - list->blocks);
}

static zhen_status check_list(list_scan *s, const char *path, const char *what)
{
  if (!list_fits(s->list))
    return fail(path, what, s->list->count);
  s->at = s->list->words;
  for (uint32_t i = 0; i < s->list->count; i++)
    if (!word_is_sound(s, i))
      return fail(path, what, i + 1);
  return s->at == s->list->end
             ? ZHEN_OK
             : fail(path, "bytes after entry", s->list->count);
}

static zhen_status check_words(const zhen_lexicon *x, const char *path)
{
  list_scan en = {.lexicon = x, .list = &x->en},
            zh = {.lexicon = x, .list = &x->zh},
            phrases = {.lexicon = x, .list = &x->phrases};
  zhen_status status = check_list(&en, path, "English stem");

  if (status == ZHEN_OK)
    status = check_list(&zh, path, "Chinese word");
  if (status == ZHEN_OK && !lexicon_is_first(x))
    status = check_list(&phrases, path, "phrase");
  if (status == ZHEN_OK &&
      zh.pairs + phrases.pairs != lexicon_field(x, FIELD_PAIRS))
    status = fail(path, "pair count", lexicon_field(x, FIELD_PAIRS));
  return status;
}

/* Each is a distinct string of one to seven bytes. */
static zhen_status check_syllables(const zhen_lexicon *x, const char *path)
{
  hash_set seen = {0};
  zhen_status status = ZHEN_OK;
  const char *syllable;

  for (size_t i = 0;
       status == ZHEN_OK && (syllable = lexicon_syllable(x, i)) != NULL; i++) {
    size_t len = strnlen(syllable, SYLLABLE_BYTES);
    bool there = false;

    status = hash_set_add(&seen, XXH3_64bits(syllable, len), &there);
    if (status == ZHEN_OK && (there || len == 0 || len == SYLLABLE_BYTES))
      status = fail(path, "syllable", i + 1);
  }
  hash_set_dispose(&seen);
  return status;
}

/* Characters in ascending order, each with another one that is a character. */
static zhen_status check_folds(const zhen_lexicon *x, const char *path)
{
  const uint8_t *row = x->bytes + lexicon_field(x, FIELD_FOLDS_AT);
  uint32_t count = lexicon_field(x, FIELD_FOLDS);

  for (uint32_t i = 0; i < count; i++, row += FOLD_BYTES) {
    uint32_t to = load16(row + 2);

    if ((i > 0 && load16(row) <= load16(row - FOLD_BYTES)) || to == 0 ||
        (to >= 0xD800 && to < 0xE000))
      return fail(path, "fold", i + 1);
  }
  return ZHEN_OK;
}

static bool readings_are_sound(const zhen_lexicon *x, const uint8_t *row)
{
  for (size_t k = 1; k <= READINGS_MAX; k++) {
    uint32_t id = load16(row + 2 * k);

    if (id >= lexicon_field(x, FIELD_SYLLABLES) && id != SYLLABLE_NONE)
      return false;
  }
  return true;
}

static zhen_status check_readings(const zhen_lexicon *x, const char *path)
{
  const uint8_t *row = x->bytes + lexicon_field(x, FIELD_READINGS_AT);
  uint32_t count = lexicon_field(x, FIELD_READINGS);

  for (uint32_t i = 0; i < count; i++, row += READING_BYTES)
    if ((i > 0 && load16(row) <= load16(row - READING_BYTES)) ||
        !readings_are_sound(x, row))
      return fail(path, "reading", i + 1);
  return ZHEN_OK;
}

zhen_status lexicon_check(const zhen_lexicon *x, const char *path)
{
  zhen_status status = check_folds(x, path);

  if (status == ZHEN_OK)
    status = check_syllables(x, path);
  if (status == ZHEN_OK)
    status = check_readings(x, path);
  return status == ZHEN_OK ? check_words(x, path) : status;
}
