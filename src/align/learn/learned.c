/* SPDX-License-Identifier: Apache-2.0 */
/* The words learned from a document, for the user to inspect. */
#include "align/learn/learned.h"
#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

static const char *word_of(const side *s, uint32_t type)
{
  const token_type *t = &s->types[type];

  return t->form ? t->form : t->key;
}

static int by_strength(const void *a, const void *b)
{
  const zhen_learned *x = a, *y = b;
  int order = strcmp(x->zh, y->zh);

  if (x->strength < y->strength || x->strength > y->strength)
    return x->strength > y->strength ? -1 : 1;
  return order ? order : strcmp(x->en, y->en);
}

static char *copy_word(char **end, const char *word)
{
  size_t size = strlen(word) + 1;
  char *copy = memcpy(*end, word, size);

  *end += size;
  return copy;
}

zhen_status learned_export(zhen_alignment *a, const document *d)
{
  size_t bytes = 0;
  char *end;

  for (size_t i = 0; i < d->n_learned; i++)
    bytes += strlen(word_of(&d->zh, d->learned[i].zh)) +
             strlen(word_of(&d->en, d->learned[i].en)) + 2;
  if (bytes == 0)
    return ZHEN_OK;
  a->learned = mem_calloc(d->n_learned, sizeof *a->learned);
  a->words = end = mem_calloc(bytes, 1);
  if (!a->learned || !end)
    return zhen_fail_memory();
  for (size_t i = 0; i < d->n_learned; i++) {
    const learned_pair *pair = &d->learned[i];

    a->learned[i] =
        (zhen_learned){.zh = copy_word(&end, word_of(&d->zh, pair->zh)),
                       .en = copy_word(&end, word_of(&d->en, pair->en)),
                       .count = pair->count,
                       .strength = pair->strength};
  }
  a->n_learned = d->n_learned;
  qsort(a->learned, a->n_learned, sizeof *a->learned, by_strength);
  return ZHEN_OK;
}
