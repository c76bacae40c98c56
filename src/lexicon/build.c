/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dictionaries to a lexicon file.
 *
 * A gloss of n words gives each of them 1/n, and each of a word's m glosses
 * 1/m; what is under CUTOFF is dropped, because words of long explanations
 * hit by chance (measured: a cut-off of .1 is best on held-out alignments).
 * Dictionaries are weighed apart; a pair is worth its best one.
 */
#include "base/buf.h"
#include "base/fail.h"
#include "lexicon/dictionary.h"
#include "lexicon/english.h"
#include "lexicon/format.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <xxhash.h>
#include <zhen/lexicon.h>
#include <zhen/write.h>

static const float CUTOFF = .1F;

typedef struct pair {
  const char *head, *stem;
  uint32_t id; /* of the stem */
  float weight;
} pair;

typedef struct builder {
  dictionary dict;
  english *english;
  arena strings;
  pair *pairs;
  size_t n_pairs, capacity;
  const char **stems;
  size_t n_stems;
} builder;

/* ---- heads folded, glosses to weighted stems ---- */

static uint32_t fold_rune(const char_facts *folds, uint32_t rune)
{
  size_t low = 0, high = folds->count;

  while (low < high) {
    size_t mid = low + (high - low) / 2;

    if (folds->at[mid].rune == rune)
      return folds->at[mid].value;
    if (folds->at[mid].rune < rune)
      low = mid + 1;
    else
      high = mid;
  }
  return rune;
}

static zhen_status fold_heads(builder *b)
{
  for (size_t i = 0; i < b->dict.n_glosses; i++) {
    const char *head = b->dict.glosses[i].head;
    zhen_str s = {head, strlen(head)};
    buf folded = {0};
    char *copy;

    for (size_t at = 0; at < s.len;) {
      uint32_t rune = fold_rune(&b->dict.folds, utf8_next(s, &at));

      buf_put_rune(&folded, rune < 0x80 && rune >= 'A' && rune <= 'Z'
                                ? rune + 32
                                : rune);
    }
    copy = arena_alloc(&b->strings, folded.len + 1, 1);
    if (!copy || folded.failed || folded.len > WORD_MAX) {
      buf_dispose(&folded);
      return zhen_fail_memory();
    }
    memcpy(copy, folded.ptr, folded.len);
    b->dict.glosses[i].head = copy;
    buf_dispose(&folded);
  }
  return ZHEN_OK;
}

static int by_head_and_source(const void *a, const void *b)
{
  const gloss *x = a, *y = b;
  int order = strcmp(x->head, y->head);

  if (order != 0)
    return order;
  if (x->source != y->source)
    return x->source < y->source ? -1 : 1;
  order = strcmp(x->text, y->text);
  if (order != 0)
    return order;
  return (x->order > y->order) - (x->order < y->order);
}

static size_t count_words(english *e, zhen_str text, bool fillers)
{
  english_word word;
  size_t n = 0;

  for (size_t at = 0; english_next(e, text, &at, &word);)
    n += fillers || !english_is_filler(word.stem);
  return n;
}

static zhen_status add_pair(builder *b, const char *head, const char *stem,
                            float weight)
{
  size_t size = strlen(stem) + 1;
  char *copy = arena_alloc(&b->strings, size, 1);
  zhen_status status =
      mem_grow(&b->pairs, &b->capacity, b->n_pairs + 1, sizeof *b->pairs);

  if (!copy)
    return zhen_fail_memory();
  memcpy(copy, stem, size);
  if (status == ZHEN_OK)
    b->pairs[b->n_pairs++] = (pair){head, copy, 0, weight};
  return status;
}

static zhen_status add_gloss(builder *b, const gloss *g, size_t n_glosses)
{
  zhen_str text = {g->text, strlen(g->text)};
  size_t words = count_words(b->english, text, false);
  bool fillers = words == 0;
  english_word word;

  if (fillers)
    words = count_words(b->english, text, true);
  for (size_t at = 0; english_next(b->english, text, &at, &word);) {
    zhen_status status;

    if (!fillers && english_is_filler(word.stem))
      continue;
    status =
        add_pair(b, g->head, word.stem, 1.0F / (float)words / (float)n_glosses);
    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

static int by_head_and_stem(const void *a, const void *b)
{
  const pair *x = a, *y = b;
  int order = strcmp(x->head, y->head);

  if (order == 0)
    order = strcmp(x->stem, y->stem);
  return order;
}

/* Add up the pairs from `first` on: the glosses of one word in one source. */
static void add_up(builder *b, size_t first)
{
  size_t n = first;

  if (b->n_pairs == first)
    return;
  qsort(b->pairs + first, b->n_pairs - first, sizeof *b->pairs,
        by_head_and_stem);
  for (size_t i = first + 1; i < b->n_pairs; i++) {
    if (strcmp(b->pairs[n].stem, b->pairs[i].stem) == 0)
      b->pairs[n].weight += b->pairs[i].weight;
    else
      b->pairs[++n] = b->pairs[i];
  }
  b->n_pairs = first;
  for (size_t i = first; i <= n; i++)
    if (b->pairs[i].weight >= CUTOFF)
      b->pairs[b->n_pairs++] = b->pairs[i];
}

static bool same_gloss(const gloss *a, const gloss *b)
{
  return strcmp(a->text, b->text) == 0;
}

static zhen_status weigh_glosses(builder *b)
{
  const gloss *g = b->dict.glosses;
  size_t n = b->dict.n_glosses;

  for (size_t begin = 0, end; begin < n; begin = end) {
    size_t first = b->n_pairs, distinct = 0;

    for (end = begin; end < n && g[end].source == g[begin].source &&
                      strcmp(g[end].head, g[begin].head) == 0;
         end++)
      distinct += end == begin || !same_gloss(&g[end], &g[end - 1]);
    for (size_t i = begin; i < end; i++) {
      zhen_status status = ZHEN_OK;

      if (i == begin || !same_gloss(&g[i], &g[i - 1]))
        status = add_gloss(b, &g[i], distinct);
      if (status != ZHEN_OK)
        return status;
    }
    add_up(b, first);
  }
  return ZHEN_OK;
}

static void keep_best_of_sources(builder *b)
{
  size_t n = 0;

  qsort(b->pairs, b->n_pairs, sizeof *b->pairs, by_head_and_stem);
  for (size_t i = 1; i < b->n_pairs; i++) {
    if (by_head_and_stem(&b->pairs[n], &b->pairs[i]) != 0)
      b->pairs[++n] = b->pairs[i];
    else if (b->pairs[i].weight > b->pairs[n].weight)
      b->pairs[n].weight = b->pairs[i].weight;
  }
  b->n_pairs = b->n_pairs ? n + 1 : 0;
}

/* ---- stems numbered ---- */

static int by_text(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static zhen_status number_stems(builder *b)
{
  size_t n = 0;

  b->stems = mem_calloc(b->n_pairs, sizeof *b->stems);
  if (!b->stems)
    return zhen_fail_memory();
  for (size_t i = 0; i < b->n_pairs; i++)
    b->stems[i] = b->pairs[i].stem;
  qsort(b->stems, b->n_pairs, sizeof *b->stems, by_text);
  for (size_t i = 1; i < b->n_pairs; i++)
    if (strcmp(b->stems[n], b->stems[i]) != 0)
      b->stems[++n] = b->stems[i];
  b->n_stems = b->n_pairs ? n + 1 : 0;
  for (size_t i = 0; i < b->n_pairs; i++) {
    const char **found = bsearch(&b->pairs[i].stem, b->stems, b->n_stems,
                                 sizeof *b->stems, by_text);

    b->pairs[i].id = (uint32_t)(found - b->stems);
  }
  return ZHEN_OK;
}

/* ---- bytes ---- */

static void put16(buf *out, uint32_t v)
{
  buf_putc(out, (char)(v & 0xFF));
  buf_putc(out, (char)(v >> 8 & 0xFF));
}

static void put32(buf *out, uint32_t v)
{
  put16(out, v & 0xFFFF);
  put16(out, v >> 16);
}

static void put_varint(buf *out, uint32_t v)
{
  while (v >= 0x80) {
    buf_putc(out, (char)(0x80 | (v & 0x7F)));
    v >>= 7;
  }
  buf_putc(out, (char)v);
}

static size_t common(const char *a, const char *b)
{
  size_t n = 0;

  while (a[n] && a[n] == b[n])
    n++;
  return n;
}

/* A word of a list; words at the start of a block share nothing. */
static void put_word(buf *blocks, buf *words, size_t number, const char *last,
                     const char *word)
{
  size_t shared = number % BLOCK == 0 ? 0 : common(last, word);
  size_t rest = strlen(word) - shared;

  if (number % BLOCK == 0)
    put32(blocks, (uint32_t)words->len);
  buf_putc(words, (char)shared);
  buf_putc(words, (char)rest);
  buf_put(words, word + shared, rest);
}

static void put_list(buf *out, buf *blocks, buf *words)
{
  buf_put(out, blocks->ptr, blocks->len);
  buf_put(out, words->ptr, words->len);
  out->failed |= blocks->failed || words->failed;
  buf_dispose(blocks);
  buf_dispose(words);
}

static void put_stems(const builder *b, buf *out)
{
  buf blocks = {0}, words = {0};

  for (size_t i = 0; i < b->n_stems; i++)
    put_word(&blocks, &words, i, i ? b->stems[i - 1] : "", b->stems[i]);
  put_list(out, &blocks, &words);
}

/* Returns the number of head words. */
static uint32_t put_heads(const builder *b, buf *out)
{
  buf blocks = {0}, words = {0}, pairs = {0};
  const char *last = "";
  uint32_t count = 0;

  for (size_t begin = 0, end; begin < b->n_pairs; begin = end) {
    const char *head = b->pairs[begin].head;
    uint32_t id = 0;

    pairs.len = 0;
    for (end = begin; end < b->n_pairs && strcmp(b->pairs[end].head, head) == 0;
         end++) {
      put_varint(&pairs, b->pairs[end].id - id);
      id = b->pairs[end].id;
      buf_putc(&pairs, (char)(uint8_t)(b->pairs[end].weight * 255.0F + .5F));
    }
    put_word(&blocks, &words, count++, last, head);
    put_varint(&words, (uint32_t)pairs.len);
    buf_put(&words, pairs.ptr, pairs.len);
    last = head;
  }
  words.failed |= pairs.failed;
  buf_dispose(&pairs);
  put_list(out, &blocks, &words);
  return count;
}

static void put_folds(const char_facts *f, buf *out)
{
  for (size_t i = 0; i < f->count; i++) {
    put16(out, f->at[i].rune);
    put16(out, f->at[i].value);
  }
}

/* Returns the number of characters with a reading. */
static uint32_t put_readings(const char_facts *f, buf *out)
{
  uint32_t chars = 0;

  for (size_t begin = 0, end; begin < f->count; begin = end, chars++) {
    put16(out, f->at[begin].rune);
    for (end = begin; end < f->count && f->at[end].rune == f->at[begin].rune;
         end++)
      if (end - begin < READINGS_MAX)
        put16(out, f->at[end].value);
    for (size_t n = end - begin; n < READINGS_MAX; n++)
      put16(out, SYLLABLE_NONE);
  }
  return chars;
}

static void put_lexicon(const builder *b, buf *out)
{
  uint32_t fields[HEADER_FIELDS] = {0};
  buf header = {0};

  for (size_t i = 0; i < HEADER_BYTES; i++)
    buf_putc(out, 0);
  fields[FIELD_FOLDS] = (uint32_t)b->dict.folds.count;
  fields[FIELD_FOLDS_AT] = (uint32_t)out->len;
  put_folds(&b->dict.folds, out);
  fields[FIELD_SYLLABLES] = (uint32_t)b->dict.n_syllables;
  fields[FIELD_SYLLABLES_AT] = (uint32_t)out->len;
  buf_put(out, b->dict.syllables, b->dict.n_syllables * SYLLABLE_BYTES);
  fields[FIELD_READINGS_AT] = (uint32_t)out->len;
  fields[FIELD_READINGS] = put_readings(&b->dict.readings, out);
  fields[FIELD_EN] = (uint32_t)b->n_stems;
  fields[FIELD_EN_AT] = (uint32_t)out->len;
  put_stems(b, out);
  fields[FIELD_ZH_AT] = (uint32_t)out->len;
  fields[FIELD_ZH] = put_heads(b, out);
  fields[FIELD_PAIRS] = (uint32_t)b->n_pairs;
  fields[FIELD_SIZE] = (uint32_t)out->len;
  if (out->failed)
    return;
  fields[FIELD_CHECK] =
      (uint32_t)XXH3_64bits(out->ptr + HEADER_BYTES, out->len - HEADER_BYTES);
  buf_put(&header, LEXICON_MAGIC, MAGIC_BYTES);
  for (size_t i = 0; i < HEADER_FIELDS; i++)
    put32(&header, fields[i]);
  out->failed |= header.failed;
  if (!header.failed)
    memcpy(out->ptr, header.ptr, HEADER_BYTES);
  buf_dispose(&header);
}

/* ---- all of it ---- */

static zhen_status read_all(builder *b, const char *const *paths, size_t count)
{
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; i < count && status == ZHEN_OK; i++)
    status = dictionary_read(&b->dict, paths[i], (uint32_t)i);
  if (status == ZHEN_OK)
    status = dictionary_add_names(&b->dict, (uint32_t)count);
  if (status == ZHEN_OK)
    dictionary_settle(&b->dict);
  return status;
}

static zhen_status make(builder *b)
{
  zhen_status status = fold_heads(b);

  if (status != ZHEN_OK)
    return status;
  qsort(b->dict.glosses, b->dict.n_glosses, sizeof *b->dict.glosses,
        by_head_and_source);
  status = weigh_glosses(b);
  if (status != ZHEN_OK)
    return status;
  keep_best_of_sources(b);
  return number_stems(b);
}

static zhen_status write_file(const buf *bytes, const char *path)
{
  zhen_output *out;
  zhen_status status = buf_status(bytes);

  if (status == ZHEN_OK)
    status = zhen_output_open(&out, path);
  if (status != ZHEN_OK)
    return status;
  zhen_output_put(out, bytes->ptr, bytes->len);
  return zhen_output_commit(out);
}

zhen_status zhen_lexicon_build(const char *out_path, const char *const *paths,
                               size_t count)
{
  builder b = {0};
  buf bytes = {0};
  zhen_status status = english_open(&b.english);

  if (status == ZHEN_OK)
    status = read_all(&b, paths, count);
  if (status == ZHEN_OK)
    status = make(&b);
  if (status == ZHEN_OK) {
    put_lexicon(&b, &bytes);
    status = write_file(&bytes, out_path);
  }
  buf_dispose(&bytes);
  free(b.pairs);
  free(b.stems);
  arena_dispose(&b.strings);
  dictionary_dispose(&b.dict);
  english_close(b.english);
  return status;
}
