/* SPDX-License-Identifier: Apache-2.0 */
#include "base/interner.h"
#include "base/fail.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

static uint64_t hash(zhen_str key)
{
  return XXH3_64bits(key.ptr, key.len);
}

static size_t find_slot(const interner *in, zhen_str key, uint64_t h)
{
  size_t at = (size_t)h & (in->n_slots - 1);

  while (in->slots[at]) {
    uint32_t number = in->slots[at] - 1;

    if (in->hashes[number] == h && in->keys[number].len == key.len &&
        memcmp(in->keys[number].ptr, key.ptr, key.len) == 0)
      break;
    at = (at + 1) & (in->n_slots - 1);
  }
  return at;
}

static zhen_status widen(interner *in)
{
  size_t n_slots = in->n_slots ? in->n_slots * 2 : 1024;
  uint32_t *slots = mem_calloc(n_slots, sizeof *slots);

  if (!slots)
    return zhen_fail_memory();
  free(in->slots);
  in->slots = slots;
  in->n_slots = n_slots;
  for (size_t i = 0; i < in->count; i++)
    slots[find_slot(in, in->keys[i], in->hashes[i])] = (uint32_t)i + 1;
  return ZHEN_OK;
}

static zhen_status append(interner *in, arena *strings, zhen_str key,
                          uint64_t h)
{
  char *copy = arena_alloc(strings, key.len + 1, 1);
  zhen_status status =
      mem_grow(&in->keys, &in->keys_capacity, in->count + 1, sizeof *in->keys);

  if (!copy)
    return zhen_fail_memory();
  if (status == ZHEN_OK)
    status = mem_grow(&in->hashes, &in->hashes_capacity, in->count + 1,
                      sizeof *in->hashes);
  if (status != ZHEN_OK)
    return status;
  memcpy(copy, key.ptr, key.len);
  in->keys[in->count] = (zhen_str){copy, key.len};
  in->hashes[in->count++] = h;
  return ZHEN_OK;
}

zhen_status interner_add(interner *in, arena *strings, zhen_str key,
                         uint32_t *number)
{
  uint64_t h = hash(key);
  zhen_status status = ZHEN_OK;
  size_t slot;

  if (in->count * 2 >= in->n_slots)
    status = widen(in);
  if (status != ZHEN_OK)
    return status;
  slot = find_slot(in, key, h);
  if (!in->slots[slot]) {
    status = append(in, strings, key, h);
    if (status != ZHEN_OK)
      return status;
    in->slots[slot] = (uint32_t)in->count;
  }
  *number = in->slots[slot] - 1;
  return ZHEN_OK;
}

uint32_t interner_find(const interner *in, zhen_str key)
{
  uint32_t found;

  if (in->n_slots == 0)
    return INTERNER_NONE;
  found = in->slots[find_slot(in, key, hash(key))];
  return found ? found - 1 : INTERNER_NONE;
}

void interner_dispose(interner *in)
{
  free(in->slots);
  free(in->keys);
  free(in->hashes);
  *in = (interner){0};
}
