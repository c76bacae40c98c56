/* SPDX-License-Identifier: Apache-2.0 */
/* Encode word pairs and facts about characters as the bytes of a lexicon. */
#include "base/fail.h"
#include "lexicon/format.h"
#include "lexicon/word_pairs.h"

#include <stdlib.h>
#include <xxhash.h>

typedef struct lexicon_writer {
  word_pairs *pairs;
  const char **stems;
  size_t n_stems;
} lexicon_writer;

static int by_text(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static zhen_status number_stems(lexicon_writer *b)
{
  size_t n = 0;

  b->stems = mem_calloc(b->pairs->count, sizeof *b->stems);
  if (!b->stems)
    return zhen_fail_memory();
  for (size_t i = 0; i < b->pairs->count; i++)
    b->stems[i] = b->pairs->at[i].stem;
  qsort(b->stems, b->pairs->count, sizeof *b->stems, by_text);
  for (size_t i = 1; i < b->pairs->count; i++)
    if (strcmp(b->stems[n], b->stems[i]) != 0)
      b->stems[++n] = b->stems[i];
  b->n_stems = b->pairs->count ? n + 1 : 0;
  for (size_t i = 0; i < b->pairs->count; i++) {
    const char **found = bsearch(&b->pairs->at[i].stem, b->stems, b->n_stems,
                                 sizeof *b->stems, by_text);

    b->pairs->at[i].stem_number = (uint32_t)(found - b->stems);
  }
  return ZHEN_OK;
}

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

static void put_stems(const lexicon_writer *b, buf *out)
{
  buf blocks = {0}, words = {0};

  for (size_t i = 0; i < b->n_stems; i++)
    put_word(&blocks, &words, i, i ? b->stems[i - 1] : "", b->stems[i]);
  put_list(out, &blocks, &words);
}

/* The translations of the head word at `begin`; the first pair of the next. */
static size_t put_pairs(const word_pairs *p, size_t begin, buf *out)
{
  uint32_t id = 0;
  size_t k = begin;

  for (; k < p->count && strcmp(p->at[k].head, p->at[begin].head) == 0; k++) {
    put_varint(out, p->at[k].stem_number - id);
    id = p->at[k].stem_number;
    buf_putc(out, (char)(uint8_t)(p->at[k].weight * 255.0F + .5F));
  }
  return k;
}

/* The words or the phrases; returns their number. */
static uint32_t put_heads(const lexicon_writer *b, buf *out, bool phrases)
{
  buf blocks = {0}, words = {0}, pairs = {0};
  const char *last = "";
  uint32_t count = 0;

  for (size_t begin = 0, end; begin < b->pairs->count; begin = end) {
    pairs.len = 0;
    end = put_pairs(b->pairs, begin, &pairs);
    if (b->pairs->at[begin].phrase != phrases)
      continue;
    put_word(&blocks, &words, count++, last, b->pairs->at[begin].head);
    put_varint(&words, (uint32_t)pairs.len);
    buf_put(&words, pairs.ptr, pairs.len);
    last = b->pairs->at[begin].head;
  }
  words.failed |= pairs.failed;
  buf_dispose(&pairs);
  put_list(out, &blocks, &words);
  return count;
}

static void put_readings(const char_facts *f, buf *out)
{
  for (size_t begin = 0, end; begin < f->count; begin = end) {
    put16(out, f->at[begin].rune);
    for (end = begin; end < f->count && f->at[end].rune == f->at[begin].rune;
         end++)
      if (end - begin < READINGS_MAX)
        put16(out, f->at[end].value);
    for (size_t n = end - begin; n < READINGS_MAX; n++)
      put16(out, SYLLABLE_NONE);
  }
}

void sections_of_dictionary(char_sections *c, const dictionary *d)
{
  for (size_t i = 0; i < d->folds.count; i++) {
    put16(&c->folds, d->folds.at[i].rune);
    put16(&c->folds, d->folds.at[i].value);
  }
  buf_put(&c->syllables, d->syllables, d->n_syllables * SYLLABLE_BYTES);
  put_readings(&d->readings, &c->readings);
}

void sections_dispose(char_sections *c)
{
  buf_dispose(&c->folds);
  buf_dispose(&c->syllables);
  buf_dispose(&c->readings);
}

/* A section of the lexicon: its number of rows, and its position. */
static void put_section(buf *out, uint32_t fields[HEADER_FIELDS],
                        unsigned count_field, const buf *section, size_t size)
{
  fields[count_field] = (uint32_t)(section->len / size);
  fields[count_field + 1] = (uint32_t)out->len;
  buf_put(out, section->ptr, section->len);
  out->failed |= section->failed;
}

static void put_header(buf *out, const uint32_t fields[HEADER_FIELDS])
{
  buf header = {0};

  buf_put(&header, LEXICON_MAGIC, MAGIC_BYTES);
  for (size_t i = 0; i < HEADER_FIELDS; i++)
    put32(&header, fields[i]);
  out->failed |= header.failed;
  if (!out->failed)
    memcpy(out->ptr, header.ptr, HEADER_BYTES);
  buf_dispose(&header);
}

static void put_lexicon(const lexicon_writer *b, const char_sections *c,
                        buf *out)
{
  uint32_t fields[HEADER_FIELDS] = {0};

  for (size_t i = 0; i < HEADER_BYTES; i++)
    buf_putc(out, 0);
  put_section(out, fields, FIELD_FOLDS, &c->folds, FOLD_BYTES);
  put_section(out, fields, FIELD_SYLLABLES, &c->syllables, SYLLABLE_BYTES);
  put_section(out, fields, FIELD_READINGS, &c->readings, READING_BYTES);
  fields[FIELD_EN] = (uint32_t)b->n_stems;
  fields[FIELD_EN_AT] = (uint32_t)out->len;
  put_stems(b, out);
  fields[FIELD_ZH_AT] = (uint32_t)out->len;
  fields[FIELD_ZH] = put_heads(b, out, false);
  fields[FIELD_PHRASES_AT] = (uint32_t)out->len;
  fields[FIELD_PHRASES] = put_heads(b, out, true);
  fields[FIELD_PAIRS] = (uint32_t)b->pairs->count;
  fields[FIELD_SIZE] = (uint32_t)out->len;
  put_header(out, fields);
  if (out->failed)
    return;
  fields[FIELD_CHECK] =
      (uint32_t)XXH3_64bits(out->ptr + CHECKED_AT, out->len - CHECKED_AT);
  put_header(out, fields);
}

zhen_status word_pairs_write(word_pairs *pairs, const char_sections *c,
                             buf *out)
{
  lexicon_writer b = {.pairs = pairs};
  zhen_status status = number_stems(&b);

  if (status == ZHEN_OK)
    put_lexicon(&b, c, out);
  free(b.stems);
  return status == ZHEN_OK ? buf_status(out) : status;
}
