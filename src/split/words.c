/* SPDX-License-Identifier: Apache-2.0 */
#include "split/words.h"
#include "base/mem.h"

#include <stdlib.h>

static char lower(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

bool words_char(char c)
{
  return lower(c) >= 'a' && lower(c) <= 'z';
}

zhen_str words_at(zhen_str s, size_t at)
{
  zhen_str word = {s.ptr + at, 0};

  while (at + word.len < s.len &&
         (words_char(word.ptr[word.len]) ||
          (word.ptr[word.len] == '-' && word.len > 0 &&
           at + word.len + 1 < s.len && words_char(word.ptr[word.len + 1]))))
    word.len++;
  return word;
}

zhen_status words_put(latin_words *v, zhen_str line, bool half, bool breaks)
{
  for (size_t at = 0; at < line.len;) {
    zhen_str word = words_at(line, at);
    zhen_status status;

    at += word.len ? word.len : 1;
    if (word.len == 0 || (half && word.ptr == line.ptr) ||
        (breaks && at + 1 == line.len))
      continue;
    status = mem_grow(&v->at, &v->capacity, v->count + 1, sizeof *v->at);
    if (status != ZHEN_OK)
      return status;
    v->at[v->count++] = word;
  }
  return ZHEN_OK;
}

static int compare(const void *a, const void *b)
{
  const zhen_str *x = a, *y = b;
  size_t shorter = x->len < y->len ? x->len : y->len;

  for (size_t i = 0; i < shorter; i++) {
    int d = lower(x->ptr[i]) - lower(y->ptr[i]);

    if (d)
      return d;
  }
  return (x->len > y->len) - (x->len < y->len);
}

void words_sort(latin_words *v)
{
  if (v->count > 0)
    qsort(v->at, v->count, sizeof *v->at, compare);
}

bool words_know(const latin_words *v, zhen_str word)
{
  return v->count > 0 &&
         bsearch(&word, v->at, v->count, sizeof word, compare) != NULL;
}

void words_dispose(latin_words *v)
{
  free(v->at);
  *v = (latin_words){0};
}
