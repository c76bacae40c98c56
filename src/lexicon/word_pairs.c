/* SPDX-License-Identifier: Apache-2.0 */
#include "lexicon/word_pairs.h"
#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

static const char *keep(arena *strings, const char *s)
{
  size_t size = strlen(s) + 1;
  char *copy = arena_alloc(strings, size, 1);

  return copy ? memcpy(copy, s, size) : NULL;
}

zhen_status word_pairs_add(word_pairs *p, const char *head, const char *stem,
                           float weight)
{
  zhen_status status =
      mem_grow(&p->at, &p->capacity, p->count + 1, sizeof *p->at);
  word_pair pair = {.head = keep(&p->strings, head),
                    .stem = keep(&p->strings, stem),
                    .weight = weight};

  if (status != ZHEN_OK)
    return status;
  if (!pair.head || !pair.stem)
    return zhen_fail_memory();
  p->at[p->count++] = pair;
  return ZHEN_OK;
}

int word_pairs_compare(const void *a, const void *b)
{
  const word_pair *x = a, *y = b;
  int order = strcmp(x->head, y->head);

  return order ? order : strcmp(x->stem, y->stem);
}

void word_pairs_keep_best(word_pairs *p)
{
  size_t n = 0;

  if (p->count == 0)
    return;
  qsort(p->at, p->count, sizeof *p->at, word_pairs_compare);
  for (size_t i = 1; i < p->count; i++) {
    if (word_pairs_compare(&p->at[n], &p->at[i]) != 0)
      p->at[++n] = p->at[i];
    else if (p->at[i].weight > p->at[n].weight)
      p->at[n].weight = p->at[i].weight;
  }
  p->count = n + 1;
}

void word_pairs_dispose(word_pairs *p)
{
  arena_dispose(&p->strings);
  free(p->at);
  *p = (word_pairs){0};
}
