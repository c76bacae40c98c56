/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Chinese numbers: a numeral in digits or characters, and the words that are,
 * or are not, numbers by themselves.
 */
#include "lexicon/number_zh_numeral.h"
#include "lexicon/number_zh_suffix.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

/* ---- numbers in digits ---- */

/* 3至5万, 20-30亿: the first has the unit of the second. */
static double range_scale(zhen_str s, size_t at, double value)
{
  double other, scale;

  at = numeral_skip_space(s, at);
  if (!number_one_of(s, at, "-~～至到—–"))
    return 1;
  utf8_next(s, &at);
  at = numeral_skip_space(s, at);
  if (!number_digits(s, &at, &other) || other <= value)
    return 1;
  scale = numeral_scale(s, &at);
  return scale >= 1e4 ? scale : 1;
}

/* Digits, followed by units and more digits: 1亿2000万, 3万5千. */
static bool read_scaled(zhen_str s, size_t *at, double *value)
{
  double last, rest;
  size_t here;

  if (!number_digits(s, at, value))
    return false;
  last = numeral_scale(s, at);
  *value *= last == 1 ? range_scale(s, *at, *value) : last;
  for (here = *at; last >= 1e4 && number_digits(s, &here, &rest); *at = here) {
    double scale = numeral_scale(s, &here);

    if (scale == 1 || rest * scale >= last)
      break;
    *value += rest * scale;
    last = scale;
  }
  return true;
}

/* ---- words ---- */

static bool starts_any(zhen_str s, size_t at, const char *const *words)
{
  for (; *words; words++)
    if (number_starts(s, at, *words))
      return true;
  return false;
}

/* 十分, 百姓, 几百: a unit that counts nothing, or an unknown number. */
static bool is_word(zhen_str s, size_t at)
{
  static const char *const words[] = {
      "十足",   "十字",   "十全",   "百姓",   "百货",   "百貨",   "百度",
      "百科",   "百般",   "百合",   "百叶",   "百葉",   "百香",   "百折",
      "百灵",   "百靈",   "百胜",   "百勝",   "百万富", "百萬富", "千方",
      "百计",   "百計",   "千古",   "千禧",   "千叶",   "千葉",   "千载",
      "千万不", "千萬不", "千万别", "千萬別", "千万要", "千萬要", "千万记",
      "千萬記", NULL};
  static const char *const minutes[] = {"十分钟", "十分鐘", "十分之", NULL};

  if (starts_any(s, at, words))
    return true;
  if (number_starts(s, at, "十分"))
    return !starts_any(s, at, minutes);
  if (at == 0 || (numeral_unit(s, at, true) == 0 && numeral_myriad(s, at) == 0))
    return false;
  return number_one_of(s, utf8_before(s, at), "几幾数數0123456789") ||
         (number_one_of(s, utf8_before(s, at), "上成") &&
          number_one_of(s, at, "百千"));
}

/* 打对折: half the price. */
static bool read_half_price(zhen_str s, size_t *at, number *out)
{
  size_t len = strlen("打对折");

  if (!number_starts(s, *at, "打对折") && !number_starts(s, *at, "打對折"))
    return false;
  *out = (number){50, NUMBER_PLAIN, *at, *at + len};
  *at += len;
  return true;
}

/* 一半, 半小时; 上半年 is the first of two halves. */
static bool read_half(zhen_str s, size_t *at, number *out)
{
  static const char *const halves[] = {
      "一半",   "两半", "兩半",   "半个", "半個",   "半小时", "半小時",
      "半英里", "半年", "半公里", "半天", "半世纪", "半世紀", NULL};
  bool second = number_starts(s, *at, "下半");
  size_t len = strlen("上半");

  if (second || number_starts(s, *at, "上半")) {
    if (!number_one_of(s, *at + len, "年场場叶葉期季"))
      return false;
    *out = (number){second ? 2 : 1, NUMBER_HALF, *at, *at + len};
    *at += len;
    utf8_next(s, at);
    out->end = *at;
    return true;
  }
  if (!starts_any(s, *at, halves))
    return false;
  *out = (number){.5, NUMBER_PLAIN, *at, *at + len};
  *at += number_starts(s, *at, "半") ? strlen("半") : len;
  out->end = *at;
  return true;
}

/* Spelled numbers below ten that count: 第三章, 八月八日. */
static bool is_counted(const zh_number *r)
{
  size_t begin = r->n->begin, end = r->n->end;

  if (r->n_run != 1)
    return false;
  if (number_follows(r->s, begin, "第"))
    return number_one_of(r->s, end, "章节節条條款项項卷页頁篇幕课課编編");
  return number_follows(r->s, begin, "月") &&
         number_one_of(r->s, end, "日号號");
}

static bool read_plain(zh_number *r, size_t *at)
{
  numeral n;

  r->spelled = false;
  if (read_scaled(r->s, at, &r->n->value)) {
    r->n->end = *at;
    zh_number_take_suffix(r);
    *at = r->n->end;
    return true;
  }
  r->spelled = true;
  if (!numeral_read(r->s, at, &n))
    return false;
  r->n->value = numeral_value(&n);
  r->n->end = *at;
  r->n_run = n.unit > 0 ? 0 : n.n_run;
  r->is_about = r->n_run == 2 && numeral_is_about(&n);
  if (zh_number_take_suffix(r)) {
    *at = r->n->end;
    return true;
  }
  /* 十几 is not ten; 三五 is not 35; 一 and 两 alone are words */
  if (n.n_runes == 1 && n.unit == 10 && number_one_of(r->s, *at, "几幾"))
    return false;
  return n.unit > 0 || n.n_run > 2 || is_counted(r);
}

/* 民国38年 = 1949; *at is unchanged if it does not match. */
static bool read_republic(zhen_str s, size_t *at, number *out)
{
  size_t here = *at + strlen("民国");
  numeral n;

  if (!number_starts(s, *at, "民国") && !number_starts(s, *at, "民國"))
    return false;
  here = numeral_skip_space(s, here);
  *out = (number){.value = 1, .begin = here};
  if (number_starts(s, here, "元年"))
    here += strlen("元");
  else if (!number_digits(s, &here, &out->value)) {
    if (!numeral_read(s, &here, &n))
      return false;
    out->value = numeral_value(&n);
  }
  if (out->value > 130 || !number_starts(s, numeral_skip_space(s, here), "年"))
    return false;
  out->value += 1911;
  *at = out->end = here;
  return true;
}

/* Can a number start with this character? Most cannot: a quick check. */
static bool may_begin(uint32_t rune)
{
  static const uint32_t others[] = {
      0x4E0A, 0x4E0B, 0x4E07, 0x842C,
      0x4EBF, 0x5104, 0x5146, /* 上下万萬亿億兆 */
      0x5341, 0x534A, 0x5343, 0x5EFF,
      0x5345, 0x6C11, 0x767E, 0x6253}; /* 十半千廿卅民百打 */

  if (rune < 0x80)
    return rune >= '0' && rune <= '9';
  if (rune >= 0xFF10 && rune <= 0xFF19)
    return true;
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    if (others[i] == rune)
      return true;
  return numeral_digit(rune) >= 0;
}

bool number_next_zh(zhen_str s, size_t *at, number *out)
{
  while (*at < s.len) {
    size_t begin = *at, size;
    zh_number r = {.s = s, .n = out};
    numeral word;

    if (!may_begin(utf8_at(s, begin, &size))) {
      *at = begin + size;
      continue;
    }
    if (read_half(s, at, out) || read_half_price(s, at, out) ||
        read_republic(s, at, out))
      return true;
    *out = (number){.begin = begin};
    if (is_word(s, begin)) {
      if (numeral_read(s, at, &word))
        continue;
    } else if (read_plain(&r, at)) {
      return true;
    } else if (*at > begin) {
      continue;
    }
    *at = begin + size;
  }
  return false;
}
