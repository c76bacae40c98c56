/* SPDX-License-Identifier: Apache-2.0 */
/* Common to numbers of both languages: digits, clock times, keys. */
#include "lexicon/number.h"
#include "text/utf8.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

size_t number_key(const number *n, char out[NUMBER_KEY_BYTES])
{
  static const char *const kinds[] = {
      [NUMBER_PLAIN] = "",          [NUMBER_MONTH] = " month",
      [NUMBER_DECADE] = " decade",  [NUMBER_CENTURY] = " century",
      [NUMBER_CLOCK] = " minute",   [NUMBER_HALF] = " half",
      [NUMBER_QUARTER] = " quarter"};

  return (size_t)snprintf(out, NUMBER_KEY_BYTES, "#%.9g%s", n->value,
                          kinds[n->kind]);
}

bool number_is_fraction(const number *n)
{
  return floor(n->value) < n->value;
}

bool number_has_piece(number_walk *w, size_t begin, size_t end)
{
  const number *n = &w->n;

  while (n->end <= begin && w->at < w->text.len)
    if (!w->next(w->text, &w->at, &w->n)) {
      w->at = w->text.len;
      w->n = (number){.begin = w->at, .end = w->at};
    }
  return n->begin <= begin && end <= n->end && n->kind == NUMBER_PLAIN &&
         (n->value >= 10 || number_is_fraction(n));
}

/* ---- context ---- */

uint32_t number_rune(zhen_str s, size_t at)
{
  size_t size;

  return at < s.len ? utf8_at(s, at, &size) : 0;
}

bool number_starts(zhen_str s, size_t at, const char *prefix)
{
  for (; *prefix; prefix++, at++)
    if (at >= s.len || s.ptr[at] != *prefix)
      return false;
  return at <= s.len;
}

bool number_follows(zhen_str s, size_t at, const char *suffix)
{
  size_t len = strlen(suffix);

  return at >= len && memcmp(s.ptr + at - len, suffix, len) == 0;
}

bool number_one_of(zhen_str s, size_t at, const char *set)
{
  zhen_str all = {set, strlen(set)};
  uint32_t rune = number_rune(s, at);

  for (size_t i = 0; rune && i < all.len;)
    if (utf8_next(all, &i) == rune)
      return true;
  return false;
}

/* ---- digits ---- */

static int digit_value(uint32_t rune)
{
  if (rune >= '0' && rune <= '9')
    return (int)(rune - '0');
  if (rune >= 0xFF10 && rune <= 0xFF19)
    return (int)(rune - 0xFF10);
  return -1;
}

/* Three digits after a comma belong to the number: 1,234,567. */
static bool is_group(zhen_str s, size_t at)
{
  for (int i = 0; i < 3; i++)
    if (at >= s.len || digit_value(utf8_next(s, &at)) < 0)
      return false;
  return digit_value(number_rune(s, at)) < 0;
}

bool number_digits(zhen_str s, size_t *at, double *value)
{
  double scale = 0;
  size_t here = *at;

  *value = 0;
  while (here < s.len) {
    size_t size;
    uint32_t rune = utf8_at(s, here, &size);
    int digit = digit_value(rune);

    if (digit >= 0) {
      *value = *value * 10 + digit;
      scale *= 10;
    } else if (here == *at) {
      return false;
    } else if ((rune == '.' || rune == 0xFF0E) && scale == 0 &&
               digit_value(number_rune(s, here + size)) >= 0) {
      scale = 1;
    } else if (!((rune == ',' || rune == 0xFF0C) && scale == 0 &&
                 is_group(s, here + size))) {
      break;
    }
    here += size;
  }
  if (here == *at)
    return false;
  if (scale > 1)
    *value /= scale;
  *at = here;
  return true;
}

/* ---- clock times ---- */

bool number_set_clock(number *n, double hour, double minute)
{
  if (hour > 24 || minute >= 60 || hour != floor(hour) ||
      minute != floor(minute))
    return false;
  n->kind = NUMBER_CLOCK;
  n->value = fmod(hour, 12) * 60 + minute;
  return true;
}

bool number_clock_digits(zhen_str s, size_t *at, number *n)
{
  size_t begin = *at, here;
  double minute;

  if (!number_one_of(s, begin, ":："))
    return false;
  utf8_next(s, &begin);
  here = begin;
  /* 9:5 and 2:1 are not times */
  for (int i = 0; i < 2; i++)
    if (digit_value(utf8_next(s, &here)) < 0)
      return false;
  if (digit_value(number_rune(s, here)) >= 0)
    return false;
  here = begin;
  minute = 10 * digit_value(utf8_next(s, &here));
  minute += digit_value(utf8_next(s, &here));
  if (!number_set_clock(n, n->value, minute))
    return false;
  *at = n->end = here;
  return true;
}
