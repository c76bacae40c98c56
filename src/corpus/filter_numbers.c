/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers by value. A number written in digits must be on the other side, in
 * whatever form; one in words may be. Numbers up to ten in digits are often
 * words there that are read as none (3个, three), or the number of a list.
 */
#include "corpus/filter.h"
#include "lexicon/number.h"

#include <math.h>

enum { NUMBERS_MAX = 128 };

typedef struct value {
  double value;
  bool binding; /* must be on the other side */
  bool found;
} value;

typedef struct values {
  value at[NUMBERS_MAX];
  size_t count;
} values;

typedef bool next_number(zhen_str text, size_t *at, number *out);

static bool has_digits(zhen_str s, const number *n)
{
  for (size_t i = n->begin; i < n->end; i++)
    if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
      return true;
  return number_starts(s, n->begin, "\xEF\xBC"); /* full-width */
}

static void collect(values *v, zhen_str s, next_number *next)
{
  number n;

  v->count = 0;
  for (size_t at = 0; v->count < NUMBERS_MAX && next(s, &at, &n);)
    v->at[v->count++] =
        (value){.value = n.value,
                .binding = has_digits(s, &n) && n.kind != NUMBER_MONTH &&
                           n.kind != NUMBER_CLOCK && n.value > 10};
}

/* Equal, but for how floating point has it: 12.6亿, 1.26 billion. */
static bool same(double a, double b)
{
  return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

static void match(values *zh, values *en)
{
  for (size_t i = 0; i < zh->count; i++)
    for (size_t j = 0; j < en->count; j++)
      if (!zh->at[i].found && !en->at[j].found &&
          same(zh->at[i].value, en->at[j].value))
        zh->at[i].found = en->at[j].found = true;
}

static void count(const values *v, double *found, double *missed)
{
  for (size_t i = 0; i < v->count; i++) {
    *found += v->at[i].found;
    *missed += !v->at[i].found && v->at[i].binding;
  }
}

/* Whether any number can be binding at all: reading them takes its time. */
static bool may_bind(zhen_str s)
{
  for (size_t i = 0; i < s.len; i++)
    if ((s.ptr[i] >= '0' && s.ptr[i] <= '9') ||
        (s.ptr[i] == '\xEF' && number_starts(s, i, "\xEF\xBC")))
      return true;
  return false;
}

double filter_numbers(zhen_str zh_text, zhen_str en_text)
{
  values zh, en;
  double found = 0, missed = 0;

  if (!may_bind(zh_text) && !may_bind(en_text))
    return 1;
  collect(&zh, zh_text, number_next_zh);
  collect(&en, en_text, number_next_en);
  match(&zh, &en);
  count(&zh, &found, &missed);
  count(&en, &found, &missed);
  return missed > 0 ? found / (found + missed) : 1;
}
