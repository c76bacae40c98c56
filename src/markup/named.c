/* SPDX-License-Identifier: Apache-2.0 */
#include "markup/named.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_TEXT = 1024 };

void named_add(named_texts *n, zhen_str name, zhen_str text)
{
  if (mem_grow(&n->at, &n->capacity, n->count + 1, sizeof *n->at) != ZHEN_OK)
    n->failed = true;
  else
    n->at[n->count++] = (named_text){name, text};
}

static int compare(zhen_str a, zhen_str b)
{
  int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);

  return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int by_place(const void *a, const void *b)
{
  const named_text *x = a, *y = b;
  int order = compare(x->name, y->name);

  return order ? order
               : (x->name.ptr > y->name.ptr) - (x->name.ptr < y->name.ptr);
}

void named_sort(named_texts *n)
{
  size_t kept = 0;

  if (n->count == 0)
    return;
  qsort(n->at, n->count, sizeof *n->at, by_place);
  for (size_t i = 0; i < n->count; i++)
    if (kept == 0 || compare(n->at[i].name, n->at[kept - 1].name) != 0)
      n->at[kept++] = n->at[i];
  n->count = kept;
}

static int by_name(const void *key, const void *element)
{
  return compare(*(const zhen_str *)key, ((const named_text *)element)->name);
}

bool named_find(const named_texts *n, zhen_str name, zhen_str *text)
{
  const named_text *found =
      n->count ? bsearch(&name, n->at, n->count, sizeof *n->at, by_name) : NULL;

  if (!found || found->text.len > MAX_TEXT)
    return false;
  *text = found->text;
  return true;
}

void named_dispose(named_texts *n)
{
  free(n->at);
  *n = (named_texts){0};
}
