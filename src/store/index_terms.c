/* SPDX-License-Identifier: Apache-2.0 */
#include "store/index_terms.h"
#include "base/fail.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

static size_t place_of(uint64_t key, uint32_t kind, size_t n_slots)
{
  key = (key + kind) * 0x9E3779B97F4A7C15;
  return (size_t)(key ^ key >> 32) & (n_slots - 1);
}

static zhen_status widen(index_terms *t)
{
  size_t n_slots = t->n_slots ? t->n_slots * 2 : 1024;
  index_slot *slots = mem_calloc(n_slots, sizeof *slots);

  if (!slots)
    return zhen_fail_memory();
  for (size_t i = 0; i < t->n_slots; i++) {
    const index_slot *s = &t->slots[i];
    size_t at = place_of(s->key, s->kind, n_slots);

    if (!s->number)
      continue;
    while (slots[at].number)
      at = (at + 1) & (n_slots - 1);
    slots[at] = *s;
  }
  free(t->slots);
  t->slots = slots;
  t->n_slots = n_slots;
  return ZHEN_OK;
}

static bool is_same(const index_terms *t, const index_slot *s, zhen_str word)
{
  zhen_str had;

  if (s->kind != KEY_LONG)
    return true;
  had = t->longer[s->number - 1];
  return had.len == word.len && memcmp(had.ptr, word.ptr, had.len) == 0;
}

static zhen_status add(index_terms *t, index_slot *slot, zhen_str word)
{
  zhen_status status =
      mem_grow(&t->longer, &t->capacity, t->count + 1, sizeof *t->longer);

  if (status != ZHEN_OK)
    return status;
  t->longer[t->count] = (zhen_str){0};
  if (slot->kind == KEY_LONG)
    status = arena_copy(&t->strings, word, &t->longer[t->count]);
  if (status == ZHEN_OK)
    slot->number = (uint32_t)++t->count;
  return status;
}

static zhen_status find(index_terms *t, uint64_t key, index_key kind,
                        zhen_str word, uint32_t *number)
{
  zhen_status status = ZHEN_OK;
  index_slot *s;
  size_t at;

  if (t->count * 2 >= t->n_slots)
    status = widen(t);
  if (status != ZHEN_OK)
    return status;
  at = place_of(key, kind, t->n_slots);
  while (t->slots[at].number &&
         (t->slots[at].key != key || t->slots[at].kind != kind ||
          !is_same(t, &t->slots[at], word)))
    at = (at + 1) & (t->n_slots - 1);
  s = &t->slots[at];
  if (!s->number) {
    s->key = key;
    s->kind = kind;
    status = add(t, s, word);
  }
  *number = s->number - 1;
  return status;
}

/* Bytes of a short word, the first one highest, so that keys sort as words. */
static uint64_t short_key(zhen_str word)
{
  uint64_t key = 0;

  for (size_t i = 0; i < word.len; i++)
    key |= (uint64_t)(unsigned char)word.ptr[i] << (56 - 8 * i);
  return key;
}

size_t index_short_word(uint64_t key, char bytes[8])
{
  size_t len = 0;

  for (; len < 8 && key; key <<= 8)
    bytes[len++] = (char)(key >> 56);
  return len;
}

zhen_status index_terms_word(index_terms *t, zhen_str word, uint32_t *number)
{
  if (word.len <= 8)
    return find(t, short_key(word), KEY_SHORT, word, number);
  return find(t, XXH3_64bits(word.ptr, word.len), KEY_LONG, word, number);
}

zhen_status index_terms_han(index_terms *t, uint32_t first, uint32_t second,
                            uint32_t *number)
{
  return find(t, (uint64_t)first << 21 | second, KEY_HAN, (zhen_str){0},
              number);
}

static int by_term(const void *a, const void *b)
{
  const index_term *x = a, *y = b;
  size_t len = x->word.len < y->word.len ? x->word.len : y->word.len;
  int order = len > 0 ? memcmp(x->word.ptr, y->word.ptr, len) : 0;

  if (x->kind != y->kind)
    return x->kind < y->kind ? -1 : 1;
  if (order == 0 && x->word.len != y->word.len)
    return x->word.len < y->word.len ? -1 : 1;
  return order ? order : (x->key > y->key) - (x->key < y->key);
}

zhen_status index_terms_list(const index_terms *t, index_term **out)
{
  index_term *terms = mem_calloc(t->count + 1, sizeof *terms);

  *out = terms;
  if (!terms)
    return zhen_fail_memory();
  for (size_t i = 0; i < t->n_slots; i++) {
    const index_slot *s = &t->slots[i];

    if (s->number)
      *terms++ = (index_term){.number = s->number - 1,
                              .kind = (index_key)s->kind,
                              .key = s->kind == KEY_LONG ? 0 : s->key,
                              .word = t->longer[s->number - 1]};
  }
  qsort(*out, t->count, sizeof **out, by_term);
  return ZHEN_OK;
}

void index_terms_dispose(index_terms *t)
{
  free(t->slots);
  free(t->longer);
  arena_dispose(&t->strings);
  *t = (index_terms){0};
}
