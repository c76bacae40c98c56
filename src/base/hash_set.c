/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hash_set.h"
#include "base/fail.h"
#include "base/mem.h"

#include <stdlib.h>

static uint64_t *find(uint64_t *slots, size_t n, uint64_t key)
{
  size_t at = (size_t)key & (n - 1);

  while (slots[at] && slots[at] != key)
    at = (at + 1) & (n - 1);
  return &slots[at];
}

static zhen_status widen(hash_set *set)
{
  size_t n = set->n_slots ? set->n_slots * 2 : 1024;
  uint64_t *slots = mem_calloc(n, sizeof *slots);

  if (!slots)
    return zhen_fail_memory();
  for (size_t i = 0; i < set->n_slots; i++)
    if (set->slots[i])
      *find(slots, n, set->slots[i]) = set->slots[i];
  free(set->slots);
  set->slots = slots;
  set->n_slots = n;
  return ZHEN_OK;
}

zhen_status hash_set_add(hash_set *set, uint64_t key, bool *there)
{
  uint64_t *slot;

  *there = false;
  if (set->count * 4 >= set->n_slots * 3) {
    zhen_status status = widen(set);

    if (status != ZHEN_OK)
      return status;
  }
  key += key == 0;
  slot = find(set->slots, set->n_slots, key);
  *there = *slot != 0;
  set->count += !*there;
  *slot = key;
  return ZHEN_OK;
}

bool hash_set_has(const hash_set *set, uint64_t key)
{
  key += key == 0;
  return set->n_slots > 0 && *find(set->slots, set->n_slots, key) != 0;
}

void hash_set_dispose(hash_set *set)
{
  free(set->slots);
  *set = (hash_set){0};
}
