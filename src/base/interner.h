/* SPDX-License-Identifier: Apache-2.0 */
/* Maps strings to numbers, counted from 0 in order of first occurrence. */
#ifndef ZHEN_BASE_INTERNER_H
#define ZHEN_BASE_INTERNER_H

#include "base/mem.h"

#include <stdint.h>
#include <zhen/text.h>

typedef struct interner {
  uint32_t *slots; /* number + 1; 0 is empty */
  zhen_str *keys;
  uint64_t *hashes;
  size_t n_slots, count, keys_capacity, hashes_capacity;
} interner;

#define INTERNER_NONE UINT32_MAX

/* The number of a string; a new one is added and its bytes are copied. */
ZHEN_CHECK zhen_status interner_add(interner *in, arena *strings, zhen_str key,
                                    uint32_t *number);

/* The number of a string; INTERNER_NONE if it is not present. */
uint32_t interner_find(const interner *in, zhen_str key);

void interner_dispose(interner *in);

#endif
