/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"
#include "base/fail.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 256 * 1024 };

struct arena_block {
  struct arena_block *next;
  size_t used, size;
  alignas(max_align_t) unsigned char bytes[];
};

void *mem_calloc(size_t count, size_t size)
{
  return calloc(count ? count : 1, size);
}

char *mem_strdup(const char *s)
{
  size_t size = strlen(s) + 1;
  char *copy = malloc(size);

  return copy ? memcpy(copy, s, size) : NULL;
}

zhen_status mem_widen(void *array, size_t *capacity, size_t need, size_t size)
{
  void **slot = array;
  size_t wanted = *capacity ? *capacity : 16;
  void *moved;

  while (wanted < need) {
    if (wanted > SIZE_MAX / 2)
      return zhen_fail_memory();
    wanted *= 2;
  }
  if (wanted > SIZE_MAX / size)
    return zhen_fail_memory();
  moved = realloc(*slot, wanted * size);
  if (!moved)
    return zhen_fail_memory();
  *slot = moved;
  *capacity = wanted;
  return ZHEN_OK;
}

static struct arena_block *block_new(size_t bytes)
{
  size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
  struct arena_block *block;

  if (size > SIZE_MAX - sizeof *block)
    return NULL;
  block = calloc(1, sizeof *block + size);
  if (block)
    block->size = size;
  return block;
}

void *arena_alloc(arena *a, size_t count, size_t size)
{
  const size_t step = alignof(max_align_t);
  struct arena_block *block = a->head;
  size_t bytes;
  void *result;

  if (size && count > (SIZE_MAX - step) / size)
    return NULL;
  bytes = (count * size + step - 1) / step * step;
  if (!block || block->size - block->used < bytes) {
    block = block_new(bytes);
    if (!block)
      return NULL;
    block->next = a->head;
    a->head = block;
  }
  result = block->bytes + block->used;
  block->used += bytes;
  return result;
}

zhen_status arena_copy(arena *a, zhen_str text, zhen_str *out)
{
  char *to = arena_alloc(a, text.len + 1, 1);

  if (!to)
    return zhen_fail_memory();
  if (text.len)
    memcpy(to, text.ptr, text.len);
  *out = (zhen_str){to, text.len};
  return ZHEN_OK;
}

void arena_dispose(arena *a)
{
  while (a->head) {
    struct arena_block *next = a->head->next;

    free(a->head);
    a->head = next;
  }
}
