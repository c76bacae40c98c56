/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ICU is not safe when memory runs out: it crashes, hangs or gives wrong
 * results; libxml2 drops text, and Jansson reports invalid JSON. If the heap is
 * exhausted, they get memory from a reserve. Their results are then right, and
 * the next allocation of the library fails and is handled in the usual way.
 * When the reserve is used up, the program ends.
 */
#include "cli/memory.h"
#include "cli/cli.h"

#include <jansson.h>
#include <libxml/xmlmemory.h>
#include <malloc.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uclean.h>
#include <unistd.h>

enum { RESERVE_BYTES = 1 << 20 };

static struct {
  alignas(max_align_t) unsigned char bytes[RESERVE_BYTES];
  atomic_size_t used;
} reserve;

static void out_of_memory(void)
{
  static const char message[] = "zhen: out of memory\n";

  if (write(STDERR_FILENO, message, sizeof message - 1) < 0)
    _exit(EXIT_LIMIT);
  _exit(EXIT_LIMIT);
}

static bool is_reserved(const void *p)
{
  const unsigned char *at = p;

  return at >= reserve.bytes && at < reserve.bytes + RESERVE_BYTES;
}

/* The size is kept before the bytes. */
static void *take_reserved(size_t size)
{
  const size_t step = alignof(max_align_t);
  size_t want, at;

  if (size > RESERVE_BYTES)
    out_of_memory();
  want = step + (size + step - 1) / step * step;
  at = atomic_fetch_add(&reserve.used, want);
  if (at > RESERVE_BYTES - want)
    out_of_memory();
  memcpy(reserve.bytes + at, &size, sizeof size);
  return reserve.bytes + at + step;
}

static size_t size_of(void *p)
{
  size_t size;

  if (!is_reserved(p))
    return malloc_usable_size(p);
  memcpy(&size, (unsigned char *)p - alignof(max_align_t), sizeof size);
  return size;
}

static void *take(size_t size)
{
  void *p = malloc(size ? size : 1);

  return p ? p : take_reserved(size);
}

static void give_back(void *p)
{
  if (!is_reserved(p))
    free(p);
}

static void *take_more(void *old, size_t size)
{
  void *p = old && is_reserved(old) ? NULL : realloc(old, size ? size : 1);
  size_t had;

  if (p || !old)
    return p ? p : take_reserved(size);
  had = size_of(old);
  p = memcpy(take(size), old, had < size ? had : size);
  give_back(old);
  return p;
}

static char *take_string(const char *s)
{
  size_t size = strlen(s) + 1;

  return memcpy(take(size), s, size);
}

static void *icu_alloc(const void *context, size_t size)
{
  (void)context;
  return take(size);
}

static void *icu_realloc(const void *context, void *old, size_t size)
{
  (void)context;
  return take_more(old, size);
}

static void icu_free(const void *context, void *p)
{
  (void)context;
  give_back(p);
}

void memory_guard(void)
{
  UErrorCode status = U_ZERO_ERROR;

  u_setMemoryFunctions(NULL, icu_alloc, icu_realloc, icu_free, &status);
  json_set_alloc_funcs(take, give_back);
  xmlMemSetup(give_back, take, take_more, take_string);
}
