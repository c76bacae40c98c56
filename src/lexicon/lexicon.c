/* SPDX-License-Identifier: Apache-2.0 */
/* Lookups in an open lexicon. */
#include "lexicon/lexicon.h"
#include "base/buf.h"
#include "base/fail.h"
#include "text/utf8.h"

#include <stdlib.h>

zhen_lexicon_info zhen_lexicon_inspect(const zhen_lexicon *x)
{
  return (zhen_lexicon_info){
      .bytes = x->size,
      .zh_words = lexicon_field(x, FIELD_ZH),
      .en_stems = lexicon_field(x, FIELD_EN),
      .pairs = lexicon_field(x, FIELD_PAIRS),
      .folds = lexicon_field(x, FIELD_FOLDS),
      .readings = lexicon_field(x, FIELD_READINGS),
      .phrases = x->phrases.count,
      .glossary_terms = x->n_terms,
  };
}

/* A word of a list compared with a key: its length and common prefix. */
typedef struct word_entry {
  uint32_t id;
  size_t len, shared;
  const uint8_t *pairs, *pairs_end;
} word_entry;

/* The length of the common prefix of `rest` and the key from `at`. */
static size_t agree(const uint8_t *rest, size_t len, zhen_str key, size_t at)
{
  size_t n = 0;

  while (n < len && at + n < key.len && rest[n] == (uint8_t)key.ptr[at + n])
    n++;
  return at + n;
}

/* Whether a word sorts after the key, given `shared` common bytes. */
static bool is_after(const uint8_t *rest, size_t len, zhen_str key, size_t at,
                     size_t shared)
{
  if (shared - at == len)
    return false;
  return shared == key.len || rest[shared - at] > (uint8_t)key.ptr[shared];
}

static const uint8_t *take_pairs(const word_list *list, const uint8_t *p,
                                 word_entry *found)
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
 * The last block of [low, high) whose first word does not sort after the key,
 * the one before `low` if all do; false if there is none.
 */
static bool find_block(const word_list *list, zhen_str key, uint32_t low,
                       uint32_t high, uint32_t *block)
{
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    const uint8_t *p = word_list_block(list, mid);

    if (is_after(p + 2, p[1], key, 0, agree(p + 2, p[1], key, 0)))
      high = mid;
    else
      low = mid + 1;
  }
  *block = low - 1;
  return low > 0;
}

/*
 * The last word that does not sort after the key; false if all do. `range`, if
 * not NULL, is the first block that begins like the key or later, and the first
 * that begins later.
 *
 * No word is decoded: if the next word shares more with this one than this one
 * with the key, it compares to the key as this one does; if less, it sorts
 * after the key; only if equal must bytes be compared.
 */
static bool seek(const word_list *list, const uint32_t *range, zhen_str key,
                 word_entry *found)
{
  uint32_t low = range ? range[0] : 0;
  uint32_t high = range ? range[1] : (list->count + BLOCK - 1) / BLOCK;
  uint32_t block, last;
  const uint8_t *p;

  if (!find_block(list, key, low, high, &block))
    return false;
  last = (block + 1) * BLOCK < list->count ? (block + 1) * BLOCK : list->count;
  p = word_list_block(list, block);
  *found = (word_entry){.id = block * BLOCK, .len = p[1]};
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
    *found = (word_entry){.id = id, .len = common + rest, .shared = shared};
    p = take_pairs(list, p + 2 + rest, found);
  }
  return true;
}

uint32_t lexicon_stem(const zhen_lexicon *x, zhen_str stem)
{
  word_entry found;

  if (stem.len > WORD_MAX ||
      !seek(&x->en, x->stem_starts + stem_start(stem), stem, &found) ||
      found.len != stem.len || found.shared != stem.len)
    return WORD_NONE;
  return found.id;
}

void lexicon_stem_text(const zhen_lexicon *x, uint32_t id, char *out)
{
  const uint8_t *p = word_list_block(&x->en, id / BLOCK);
  size_t len = 0;

  for (uint32_t i = id / BLOCK * BLOCK; i <= id; i++) {
    memcpy(out + p[0], p + 2, p[1]);
    len = (size_t)p[0] + p[1];
    p += 2 + p[1];
  }
  out[len] = '\0';
}

/*
 * If the word found is not a prefix of the text, a shorter prefix of the text
 * may still be a word: it sorts before, and is at most as long as the common
 * prefix.
 */
size_t lexicon_search(const word_list *list, zhen_str text, lexicon_prefix *out,
                      size_t capacity)
{
  zhen_str key = text;
  size_t n = 0;
  word_entry found;

  if (key.len > WORD_MAX)
    key.len = WORD_MAX;
  while (n < capacity && key.len > 0 && seek(list, NULL, key, &found)) {
    key.len = found.shared;
    if (found.shared == found.len) {
      out[n++] = (lexicon_prefix){found.len, found.pairs, found.pairs_end};
      key.len--;
    }
  }
  return n;
}

/* The group of a second character; UINT32_MAX if there is none. */
static uint32_t find_group(const word_list *list, const uint32_t *range,
                           uint32_t second)
{
  uint32_t low = range[0], high = range[1];

  while (low < high) {
    uint32_t mid = low + (high - low) / 2;

    if (list->seconds[mid] < second)
      low = mid + 1;
    else
      high = mid;
  }
  return low < range[1] && list->seconds[low] == second ? low : UINT32_MAX;
}

/* The words of a group that the key begins with; see seek(). What its first
   word shares with the word before it, it shares with the key. */
static size_t group_prefixes(const word_list *list, uint32_t group,
                             zhen_str key, lexicon_prefix *out, size_t capacity)
{
  const uint8_t *p = list->words + list->groups[group];
  const uint8_t *end = list->words + list->groups[group + 1];
  size_t shared = p[0], n = 0;

  while (p < end) {
    size_t common = p[0], rest = p[1];
    const uint8_t *pairs = p + 2 + rest;
    uint32_t size;

    if (common > 0 && common < shared)
      break;
    if (common == 0 || common == shared) {
      shared = agree(p + 2, rest, key, common);
      if (is_after(p + 2, rest, key, common, shared))
        break;
    }
    size = load_varint(&pairs);
    p = pairs + size;
    if (shared < common + rest)
      continue;
    n += n < capacity;
    for (size_t i = n - 1; i > 0; i--)
      out[i] = out[i - 1];
    out[0] = (lexicon_prefix){shared, pairs, p};
  }
  return n;
}

size_t lexicon_prefixes(const word_list *list, zhen_str text,
                        lexicon_prefix *out, size_t capacity)
{
  zhen_str key = {text.ptr, text.len < WORD_MAX ? text.len : WORD_MAX};
  size_t size = key.len < 3 ? 0 : utf8_size(key.ptr[0]), n = 0;
  uint32_t first = size == 3 ? utf8_at(key, 0, &size) : 0, group;
  const uint32_t *range;

  if (first < HEADS_FIRST || first >= HEADS_END ||
      (key.len > 3 && utf8_size(key.ptr[3]) > 3))
    return lexicon_search(list, text, out, capacity);
  range = list->starts + (first - HEADS_FIRST);
  if (key.len > 3 && 3 + utf8_size(key.ptr[3]) <= key.len) {
    group = find_group(list, range, utf8_at(key, 3, &size));
    if (group != UINT32_MAX)
      n = group_prefixes(list, group, key, out, capacity);
  }
  if (n < capacity && range[0] < range[1] && !list->seconds[range[0]])
    n += group_prefixes(list, range[0], (zhen_str){key.ptr, 3}, out + n,
                        capacity - n);
  return n;
}

static size_t longest(const word_list *list, zhen_str text,
                      const uint8_t **pairs, const uint8_t **end)
{
  lexicon_prefix found;

  if (!lexicon_prefixes(list, text, &found, 1))
    return 0;
  *pairs = found.pairs;
  *end = found.end;
  return found.len;
}

size_t lexicon_longest(const zhen_lexicon *x, zhen_str text,
                       const uint8_t **pairs, const uint8_t **end)
{
  return longest(&x->zh, text, pairs, end);
}

size_t lexicon_longest_phrase(const zhen_lexicon *x, zhen_str text,
                              const uint8_t **pairs, const uint8_t **end)
{
  return longest(&x->phrases, text, pairs, end);
}

/* Simplified, Latin letters in lower case; 0 if it is too long. */
static size_t fold_head(const zhen_lexicon *x, zhen_str head,
                        char out[WORD_MAX + 4])
{
  size_t len = 0;

  for (size_t at = 0; at < head.len && len <= WORD_MAX;) {
    uint32_t rune = lexicon_fold(x, utf8_next(head, &at));

    len +=
        rune_encode(out + len, rune >= 'A' && rune <= 'Z' ? rune + 32 : rune);
  }
  return len <= WORD_MAX ? len : 0;
}

size_t zhen_lexicon_translations(const zhen_lexicon *x, zhen_str zh_word,
                                 zhen_lexicon_translation *out, size_t capacity)
{
  const uint8_t *pairs = NULL, *end = NULL;
  char folded[WORD_MAX + 4];
  zhen_str head = {folded, fold_head(x, zh_word, folded)};
  uint32_t stem = 0;
  uint8_t weight;
  size_t n = 0;

  if (head.len == 0 ||
      (lexicon_longest(x, head, &pairs, &end) != head.len &&
       lexicon_longest_phrase(x, head, &pairs, &end) != head.len))
    pairs = end = NULL;
  while (lexicon_near(&pairs, end, &stem, &weight)) {
    if (n < capacity) {
      lexicon_stem_text(x, stem, out[n].stem);
      out[n].weight = (float)weight / 255;
      out[n].is_near = weight < WEIGHT_TRANSLATION;
    }
    n++;
  }
  return n;
}

/* Binary search in a table of rows that start with a 2-byte key. */
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
