/* SPDX-License-Identifier: Apache-2.0 */
#include "lexicon/number_zh_numeral.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

int numeral_digit(uint32_t rune)
{
  static const uint32_t digits[] = {0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
                                    0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};

  if (rune == 0x3007)
    return 0;
  if (rune == 0x4E24 || rune == 0x5169) /* 两 兩 */
    return 2;
  for (int i = 0; i < 10; i++)
    if (digits[i] == rune)
      return i;
  return -1;
}

/* 千 as kilo: 千瓦, 千克; 5千米 is 5 km, but 五千米 is 5,000 m. */
static bool is_kilo(zhen_str s, size_t at, bool spelled)
{
  size_t next = at + strlen("千");

  return number_starts(s, at, "千") &&
         (number_one_of(s, next, "瓦克卡赫伏帕焦字") ||
          (!spelled && number_starts(s, next, "米")));
}

double numeral_unit(zhen_str s, size_t at, bool spelled)
{
  if (number_starts(s, at, "十"))
    return 10;
  if (number_starts(s, at, "百") &&
      (!number_starts(s, at, "百分") || number_starts(s, at, "百分之")))
    return 100;
  if (number_starts(s, at, "千") && !is_kilo(s, at, spelled))
    return 1000;
  return 0;
}

double numeral_myriad(zhen_str s, size_t at)
{
  if (number_one_of(s, at, "万萬"))
    return 1e4;
  if (number_one_of(s, at, "亿億"))
    return 1e8;
  if (number_starts(s, at, "兆") &&
      number_one_of(s, at + strlen("兆"), "元美日欧歐台臺新港人韩韓印圆圓"))
    return 1e12;
  return 0;
}

/* Skip the 多 of 三百多万: approximately. */
static size_t skip_about(zhen_str s, size_t at)
{
  size_t next = at;

  if (!number_one_of(s, at, "多余餘几幾来來"))
    return at;
  utf8_next(s, &next);
  return numeral_myriad(s, next) > 0 ? next : at;
}

size_t numeral_skip_space(zhen_str s, size_t at)
{
  return at < s.len && s.ptr[at] == ' ' ? at + 1 : at;
}

bool numeral_is_about(const numeral *n)
{
  double last = fmod(n->digit, 10);

  return n->n_run == 2 &&
         (last == n->before + 1 || (n->before == 3 && last == 5));
}

static void take_digit(numeral *n, int digit)
{
  if (digit == 0 && n->unit > 0) {
    n->zero = true;
    return;
  }
  n->before = fmod(n->digit, 10);
  /* 一九九七: digits without units are read one by one */
  n->digit = n->n_run && n->unit == 0 ? n->digit * 10 + digit : digit;
  n->n_run++;
}

/* 三四十 is about forty, as 七八千 is about eight thousand. */
static bool settle_about(numeral *n)
{
  if (n->n_run < 2)
    return true;
  if (!numeral_is_about(n))
    return n->unit == 0 && n->n_run > 2; /* 一二〇万 */
  n->digit = fmod(n->digit, 10);
  return true;
}

static bool take_unit(numeral *n, double unit)
{
  if (n->n_run > 2 || !settle_about(n))
    return false;
  n->group += (n->digit > 0 ? n->digit : 1) * unit;
  n->unit = unit;
  return true;
}

/* 万 alone starts no number except 万分之一. */
static bool take_myriad(numeral *n, double myriad, bool is_part)
{
  double section;

  if ((n->n_runes == 0 && !is_part) || !settle_about(n))
    return false;
  if (n->n_runes == 0)
    n->digit = 1;
  section = n->group + n->digit;
  if (n->total > myriad && section > 0) /* 一亿两千万 */
    n->total += section * myriad;
  else
    n->total = (n->total + section) * myriad;
  n->group = 0;
  n->unit = myriad;
  return true;
}

/* One more character, or two; false if it does not belong to the numeral. */
static bool take(numeral *n, zhen_str s, size_t *at)
{
  size_t from = n->n_runes ? skip_about(s, *at) : *at, next = from;
  int digit = numeral_digit(utf8_next(s, &next));
  double unit = numeral_unit(s, from, true), myriad = numeral_myriad(s, from);

  if (digit >= 0) {
    if (n->n_run && number_one_of(s, from, "两兩")) /* 三三两两 */
      return false;
    take_digit(n, digit);
  } else if (number_one_of(s, from, "廿卅") && n->n_run == 0) {
    n->group += number_starts(s, from, "廿") ? 20 : 30;
    n->unit = 10;
  } else if (!(unit > 0 && take_unit(n, unit)) &&
             !(myriad > 0 &&
               take_myriad(n, myriad, number_starts(s, next, "分之")))) {
    return false;
  } else {
    n->digit = 0;
    n->n_run = 0;
    n->zero = false;
  }
  n->n_runes++;
  *at = next;
  return true;
}

double numeral_value(const numeral *n)
{
  double last = n->digit;

  /* 两万五 is 25,000, and 一百〇五 is 105 */
  if (n->unit >= 100 && n->n_run > 0 && !n->zero)
    last *= n->unit / 10;
  return n->total + n->group + last;
}

bool numeral_read(zhen_str s, size_t *at, numeral *n)
{
  *n = (numeral){0};
  while (*at < s.len && take(n, s, at))
    continue;
  return n->n_runes > 0;
}

double numeral_scale(zhen_str s, size_t *at)
{
  double scale = 1;

  for (size_t here = numeral_skip_space(s, *at);;) {
    size_t from = skip_about(s, here);
    double unit = numeral_unit(s, from, false) + numeral_myriad(s, from);

    if (unit == 0 || (unit == 10 && scale == 1))
      return scale;
    scale *= unit;
    utf8_next(s, &from);
    *at = here = from;
  }
}
