/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers by value. A number in digits must be on the other side, in any form;
 * one in words may be. Numbers up to ten in digits often correspond to words
 * that are not read as numbers (3个, three), or are the number of a list item.
 */
#include "filter/measures.h"
#include "lexicon/number.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

enum { NUMBERS_MAX = 128 };

typedef struct value {
  double value;
  zhen_str text; /* from this value on */
  bool binding;  /* must be on the other side */
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
                .text = str_part(s, n.begin, s.len),
                .binding = has_digits(s, &n) && n.kind != NUMBER_MONTH &&
                           n.kind != NUMBER_CLOCK && n.value > 10};
}

/* Equal up to floating-point error: 12.6亿, 1.26 billion. */
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

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

/* Digits followed directly by a letter, as in 3K or MP3s; 0: none. */
static size_t coded(zhen_str s)
{
  size_t len = 0;

  while (len < s.len && is_digit(s.ptr[len]))
    len++;
  return len > 0 && len < s.len && ((s.ptr[len] | 0x20) >= 'a') &&
                 ((s.ptr[len] | 0x20) <= 'z')
             ? len + 1
             : 0;
}

/* Whether a text has the digits and the letter that another starts with. */
static bool has_code(zhen_str other, zhen_str s)
{
  size_t len = coded(s);

  for (size_t i = 0; len > 0 && i + len <= other.len; i++)
    if (memcmp(other.ptr + i, s.ptr, len) == 0 &&
        (i == 0 || !is_digit(other.ptr[i - 1])))
      return true;
  return false;
}

static double count_found(const values *v)
{
  double n = 0;

  for (size_t i = 0; i < v->count; i++)
    n += v->at[i].found;
  return n;
}

/* 3K is 3,000 on one side only, and still equal. */
static double count_missed(const values *v, zhen_str other)
{
  double n = 0;

  for (size_t i = 0; i < v->count; i++)
    n += !v->at[i].found && v->at[i].binding && !has_code(other, v->at[i].text);
  return n;
}

/* Whether any number must match: parsing numbers takes time. */
static bool may_bind(zhen_str s)
{
  for (size_t i = 0; i < s.len; i++)
    if (is_digit(s.ptr[i]) ||
        (s.ptr[i] == '\xEF' && number_starts(s, i, "\xEF\xBC")))
      return true;
  return false;
}

/* ---- the fast path ---- */

/* Digits with separators, where no context changes the value. */
typedef struct plain {
  zhen_str at[NUMBERS_MAX];
  size_t count;
} plain;

static bool joins(char c)
{
  return c == '.' || c == ',' || c == ':' || c == '/' || c == '-' || c == '%';
}

static bool is_letter(char c)
{
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Followed by a possible factor, or a letter of the number: 90亿, 1990s. */
static bool changes_value(zhen_str s, size_t at, bool zh)
{
  static const char factors[] = "十百千万萬亿億兆成折点點分多余餘";

  if (at < s.len && is_letter(s.ptr[at]))
    return true;
  if (at < s.len && s.ptr[at] == ' ')
    at++;
  if (at >= s.len)
    return false;
  /* hundred, thousand, million, billion, dozen, and words that start so */
  return zh ? number_one_of(s, at, factors)
            : strchr("hHtTmMbBdDkK", s.ptr[at]) != NULL;
}

static bool collect_plain(plain *p, zhen_str s, bool zh)
{
  p->count = 0;
  for (size_t at = 0; at < s.len; at++) {
    size_t begin = at;

    if (!is_digit(s.ptr[at])) {
      if (s.ptr[at] == '\xEF' && number_starts(s, at, "\xEF\xBC"))
        return false; /* may be a full-width digit */
      continue;
    }
    while (at < s.len && is_digit(s.ptr[at]))
      at++;
    if (at < s.len && joins(s.ptr[at]) && at + 1 < s.len &&
        is_digit(s.ptr[at + 1]))
      return false;
    if (p->count == NUMBERS_MAX || changes_value(s, at, zh))
      return false;
    p->at[p->count++] = str_part(s, begin, at);
  }
  return true;
}

/* Whether both sides obviously have the same numbers. */
static bool same_plain(zhen_str zh, zhen_str en)
{
  plain a, b;

  if (!collect_plain(&a, zh, true) || !collect_plain(&b, en, false) ||
      a.count != b.count)
    return false;
  for (size_t i = 0; i < a.count; i++) {
    size_t j = 0;

    while (j < b.count && (a.at[i].len != b.at[j].len ||
                           memcmp(a.at[i].ptr, b.at[j].ptr, a.at[i].len) != 0))
      j++;
    if (j == b.count)
      return false;
    b.at[j] = (zhen_str){NULL, SIZE_MAX}; /* used */
  }
  return true;
}

double filter_numbers(zhen_str zh_text, zhen_str en_text)
{
  values zh, en;
  double found, missed_zh, missed_en, differ, lack;

  if ((!may_bind(zh_text) && !may_bind(en_text)) ||
      same_plain(zh_text, en_text))
    return 1;
  collect(&zh, zh_text, number_next_zh);
  collect(&en, en_text, number_next_en);
  match(&zh, &en);
  found = count_found(&zh) + count_found(&en);
  missed_zh = count_missed(&zh, en_text);
  missed_en = count_missed(&en, zh_text);
  differ = fmin(missed_zh, missed_en);
  lack = fmax(missed_zh, missed_en) - differ;
  /* a single missing number is no evidence: start with 1 */
  return (found + 1) / (found + 1 + 2 * differ + lack / 2);
}
