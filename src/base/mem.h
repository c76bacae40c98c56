/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory: sizes are checked for overflow, failures are statuses.
 *
 * All arrays grow with `mem_grow`, which doubles, so that appending n
 * elements costs O(n).
 */
#ifndef ZHEN_BASE_MEM_H
#define ZHEN_BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>
#include <zhen/error.h>
#include <zhen/text.h>

/* Zeroed memory for count * size bytes; NULL on overflow or without memory. */
void *mem_calloc(size_t count, size_t size);

/* A copy of a C string; NULL without memory. */
char *mem_strdup(const char *s);

/* The rest of mem_grow(). */
ZHEN_CHECK zhen_status mem_widen(void *array, size_t *capacity, size_t need,
                                 size_t size);

/* Make `*array` hold at least `need` elements; updates `*capacity`. */
ZHEN_CHECK static inline zhen_status mem_grow(void *array, size_t *capacity,
                                              size_t need, size_t size)
{
  return need <= *capacity ? ZHEN_OK : mem_widen(array, capacity, need, size);
}

/*
 * An arena: many small blocks that are freed together. `{0}` is an empty one.
 */
typedef struct arena {
  struct arena_block *head;
} arena;

/* Zeroed, aligned for anything; NULL without memory. */
void *arena_alloc(arena *a, size_t count, size_t size);

/* A copy of a text, with a NUL after it. */
ZHEN_CHECK zhen_status arena_copy(arena *a, zhen_str text, zhen_str *out);

void arena_dispose(arena *a);

#endif
