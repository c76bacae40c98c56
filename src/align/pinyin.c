/* SPDX-License-Identifier: Apache-2.0 */
/*
 * English names that are pinyin: capitalised words that never stand in lower
 * case and can be cut into one to four syllables (Qingyang = qing yang).
 */
#include "align/document.h"
#include "base/fail.h"

#include <stdlib.h>

enum { SYLLABLES_MAX = 4 };

bool may_be_name(const token_type *t)
{
  return t->kind == TOKEN_EN && t->n_capital > 0 && t->n_lower == 0 &&
         t->form && strlen(t->form) >= 2;
}

typedef struct syllable_table {
  const char *at[512];
  size_t n;
} syllable_table;

static int by_text(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void list_syllables(const zhen_lexicon *lexicon, syllable_table *t)
{
  const char *s;

  for (t->n = 0; t->n < sizeof t->at / sizeof t->at[0] &&
                 (s = lexicon_syllable(lexicon, t->n)) != NULL;
       t->n++)
    t->at[t->n] = s;
  qsort(t->at, t->n, sizeof t->at[0], by_text);
}

static const char *find_syllable(const syllable_table *t, const char *s,
                                 size_t len)
{
  char text[SYLLABLE_BYTES] = {0};
  const char *key = text;
  const char *const *found;

  if (len >= sizeof text)
    return NULL;
  memcpy(text, s, len);
  found = bsearch(&key, t->at, t->n, sizeof t->at[0], by_text);
  return found ? *found : NULL;
}

static zhen_status keep(document *d, pinyin_name name)
{
  zhen_status status =
      mem_grow(&d->names, &d->names_capacity, d->n_names + 1, sizeof *d->names);

  if (status == ZHEN_OK)
    d->names[d->n_names++] = name;
  return status;
}

/* Every way to cut what is left of a form into syllables. */
static zhen_status cut(document *d, const syllable_table *t, const char *rest,
                       pinyin_name name)
{
  zhen_status status = ZHEN_OK;

  if (!*rest)
    return keep(d, name);
  if (name.n == SYLLABLES_MAX)
    return ZHEN_OK;
  for (size_t len = 1; len < SYLLABLE_BYTES && status == ZHEN_OK; len++) {
    pinyin_name longer = name;

    if (strnlen(rest, len) < len)
      break;
    longer.syllables[name.n] = find_syllable(t, rest, len);
    if (!longer.syllables[name.n])
      continue;
    longer.n++;
    status = cut(d, t, rest + len, longer);
  }
  return status;
}

static int by_first(const void *a, const void *b)
{
  const pinyin_name *x = a, *y = b;
  int order = strcmp(x->syllables[0], y->syllables[0]);

  if (order == 0)
    order = (x->en_type > y->en_type) - (x->en_type < y->en_type);
  if (order == 0)
    order = (x->n > y->n) - (x->n < y->n);
  return order;
}

zhen_status find_pinyin_names(document *d)
{
  syllable_table t;

  list_syllables(d->lexicon, &t);
  for (uint32_t i = 0; i < d->en.n_types; i++) {
    zhen_status status = ZHEN_OK;

    if (may_be_name(&d->en.types[i]))
      status = cut(d, &t, d->en.types[i].form, (pinyin_name){.en_type = i});
    if (status != ZHEN_OK)
      return status;
  }
  if (d->n_names)
    qsort(d->names, d->n_names, sizeof *d->names, by_first);
  return ZHEN_OK;
}
