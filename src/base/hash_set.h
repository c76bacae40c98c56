/* SPDX-License-Identifier: Apache-2.0 */
/* A set of 64-bit hashes, at 11 to 22 bytes each. */
#ifndef ZHEN_BASE_HASH_SET_H
#define ZHEN_BASE_HASH_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zhen/error.h>

/* `{0}` is empty. */
typedef struct hash_set {
  uint64_t *slots; /* 0 marks a free slot; key 0 is stored as 1 */
  size_t n_slots, count;
} hash_set;

/* Add a hash; was it in the set before? */
ZHEN_CHECK zhen_status hash_set_add(hash_set *set, uint64_t key, bool *there);

bool hash_set_has(const hash_set *set, uint64_t key);

void hash_set_dispose(hash_set *set);

#endif
