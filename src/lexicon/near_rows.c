/* SPDX-License-Identifier: Apache-2.0 */
#include "lexicon/near_rows.h"
#include "base/fail.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Characters of a word, and bytes of their keys. */
enum { CHARS_MAX = NEAR_FEATURES_MAX - 1, KEY_BYTES = 8 };

static size_t char_key(zhen_str word, size_t at, char key[KEY_BYTES])
{
  size_t size = utf8_size(word.ptr[at]);

  key[0] = '+';
  memcpy(key + 1, word.ptr + at, size);
  return size;
}

size_t near_features(const near_rows *r, zhen_str word,
                     uint32_t out[NEAR_FEATURES_MAX])
{
  size_t n = 0;

  out[n++] = interner_find(&r->zh.words, word);
  for (size_t at = 0; at < word.len && n <= CHARS_MAX;) {
    char key[KEY_BYTES];
    size_t size = char_key(word, at, key);

    out[n++] = interner_find(&r->zh.words, (zhen_str){key, 1 + size});
    at += size;
  }
  return n;
}

/* ---- rows ---- */

static zhen_status put_number(near_rows *r, uint32_t number)
{
  zhen_status status = mem_grow(&r->numbers, &r->numbers_capacity,
                                r->n_numbers + 1, sizeof *r->numbers);

  if (status == ZHEN_OK)
    r->numbers[r->n_numbers++] = number;
  return status;
}

static zhen_status put_feature(near_rows *r, vocabulary *v, zhen_str key)
{
  uint32_t number;
  zhen_status status = interner_add(&v->words, &v->strings, key, &number);

  return status == ZHEN_OK ? put_number(r, number) : status;
}

static zhen_status put_zh(near_rows *r, zhen_str word)
{
  zhen_status status = put_feature(r, &r->zh, word);
  size_t n = 1;

  for (size_t at = 0; at < word.len && n <= CHARS_MAX && status == ZHEN_OK;
       n++) {
    char key[KEY_BYTES];
    size_t size = char_key(word, at, key);

    status = put_feature(r, &r->zh, (zhen_str){key, 1 + size});
    at += size;
  }
  return status;
}

static zhen_status begin_row(near_rows *r)
{
  zhen_status status =
      mem_grow(&r->at, &r->capacity, r->count + 1, sizeof *r->at);

  if (status == ZHEN_OK)
    r->at[r->count++] = (near_row){.zh = r->n_numbers};
  return status;
}

static void turn_to_english(near_rows *r)
{
  near_row *row = &r->at[r->count - 1];

  row->en = r->n_numbers;
  row->n_zh = (uint32_t)(r->n_numbers - row->zh);
}

static void end_row(near_rows *r)
{
  near_row *row = &r->at[r->count - 1];

  row->n_en = (uint32_t)(r->n_numbers - row->en);
}

static zhen_status add_text_row(near_rows *r, const train_text *t,
                                const train_pair *p)
{
  zhen_status status = begin_row(r);

  for (uint32_t i = 0; i < p->n_zh && status == ZHEN_OK; i++)
    status = put_zh(r, t->zh.words.keys[p->zh[i]]);
  if (status != ZHEN_OK)
    return status;
  turn_to_english(r);
  for (uint32_t j = 0; j < p->n_en && status == ZHEN_OK; j++)
    status = put_feature(r, &r->en, t->en.words.keys[p->en[j]]);
  end_row(r);
  return status;
}

/* The next run of rows of a source is in the sample. */
static bool is_sampled(size_t pair, size_t n_pairs)
{
  size_t stride = (n_pairs + NEAR_SOURCE_MAX - 1) / NEAR_SOURCE_MAX;

  return pair / NEAR_RUN % stride == 0;
}

static zhen_status add_text(near_rows *r, const train_text *t, size_t n_sources)
{
  size_t *seen = mem_calloc(n_sources + 1, sizeof *seen);
  zhen_status status = seen ? ZHEN_OK : zhen_fail_memory();

  for (size_t chunk = 0; chunk < t->n_chunks && status == ZHEN_OK; chunk++) {
    size_t source = t->chunks[chunk].source;
    uint32_t *numbers;
    train_pair p;

    status = train_text_load(t, chunk, &numbers);
    for (size_t at = 0;
         status == ZHEN_OK && train_pair_next(t, chunk, numbers, &at, &p);
         seen[source]++)
      if (is_sampled(seen[source], t->pairs[source]))
        status = add_text_row(r, t, &p);
    if (status == ZHEN_OK)
      free(numbers);
  }
  free(seen);
  return status;
}

/* The word of the pair at `begin` and all its translations. */
static zhen_status add_word_row(near_rows *r, const word_pairs *p, size_t begin)
{
  const char *head = p->at[begin].head;
  zhen_status status = begin_row(r);

  if (status == ZHEN_OK)
    status = put_zh(r, (zhen_str){head, strlen(head)});
  if (status != ZHEN_OK)
    return status;
  turn_to_english(r);
  for (size_t k = begin;
       k < p->count && strcmp(p->at[k].head, head) == 0 && status == ZHEN_OK;
       k++)
    status = put_feature(r, &r->en,
                         (zhen_str){p->at[k].stem, strlen(p->at[k].stem)});
  end_row(r);
  return status;
}

static bool begins_word(const word_pairs *p, size_t i)
{
  return !p->at[i].phrase &&
         (i == 0 || strcmp(p->at[i].head, p->at[i - 1].head) != 0);
}

/*
 * The words of the lexicon, far from their neighbours in the alphabet: those
 * are often synonyms, and rows of a batch are taken to differ.
 */
static zhen_status add_words(near_rows *r, const word_pairs *p)
{
  const size_t stride = p->count % 7919 ? 7919 : 7907; /* primes */
  zhen_status status = ZHEN_OK;

  for (size_t k = 0, i = 0; k < p->count && status == ZHEN_OK; k++) {
    if (begins_word(p, i))
      status = add_word_row(r, p, i);
    i = (i + stride) % p->count;
  }
  return status;
}

static void count_features(near_rows *r)
{
  for (size_t i = 0; i < r->count; i++) {
    const near_row *row = &r->at[i];

    for (uint32_t k = 0; k < row->n_zh; k++)
      r->zh_seen[r->numbers[row->zh + k]]++;
    for (uint32_t k = 0; k < row->n_en; k++)
      r->en_seen[r->numbers[row->en + k]]++;
  }
}

zhen_status near_rows_make(near_rows *r, const train_text *text,
                           size_t n_sources, const word_pairs *pairs)
{
  zhen_status status = add_text(r, text, n_sources);

  if (status == ZHEN_OK)
    status = add_words(r, pairs);
  if (status != ZHEN_OK)
    return status;
  r->zh_seen = mem_calloc(r->zh.words.count + 1, sizeof *r->zh_seen);
  r->en_seen = mem_calloc(r->en.words.count + 1, sizeof *r->en_seen);
  if (!r->zh_seen || !r->en_seen)
    return zhen_fail_memory();
  count_features(r);
  return ZHEN_OK;
}

void near_rows_dispose(near_rows *r)
{
  interner_dispose(&r->zh.words);
  interner_dispose(&r->en.words);
  arena_dispose(&r->zh.strings);
  arena_dispose(&r->en.strings);
  free(r->numbers);
  free(r->at);
  free(r->zh_seen);
  free(r->en_seen);
  *r = (near_rows){0};
}
