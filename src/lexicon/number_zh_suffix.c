/* SPDX-License-Identifier: Apache-2.0 */
/* What follows a Chinese number and may change its meaning. */
#include "lexicon/number_zh_suffix.h"
#include "lexicon/number_zh_numeral.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

static bool is_whole(double value, double low, double high)
{
  return value >= low && value <= high && value == floor(value);
}

/* Skip a word after the number. */
static bool pass(zh_number *r, const char *word)
{
  size_t at = r->spelled ? r->n->end : numeral_skip_space(r->s, r->n->end);

  if (!number_starts(r->s, at, word))
    return false;
  r->n->end = at + strlen(word);
  return true;
}

static bool behind(const zh_number *r, const char *word)
{
  size_t at = r->spelled ? r->n->end : numeral_skip_space(r->s, r->n->end);

  return number_starts(r->s, at, word);
}

/* The 点五 of 三点五; returns the number of digits, 0 if it does not match. */
static size_t read_point(zhen_str s, size_t *at, double *value)
{
  size_t here = *at + strlen("点"), n = 0;
  double part = 0;
  int digit;

  if (!number_one_of(s, *at, "点點"))
    return 0;
  while ((digit = numeral_digit(number_rune(s, here))) >= 0) {
    utf8_next(s, &here);
    part = part * 10 + digit;
    n++;
  }
  if (n == 0 || numeral_unit(s, here, true) > 0)
    return 0;
  *value += part / pow(10, (double)n);
  *at = here;
  return n;
}

/* What follows 分之: 3.5, 三十, 三点五. */
static bool read_part(zhen_str s, size_t *at, double *part)
{
  numeral whole;

  if (number_digits(s, at, part))
    return true;
  if (!numeral_read(s, at, &whole))
    return false;
  *part = numeral_value(&whole);
  read_point(s, at, part);
  return true;
}

static bool read_fraction(zh_number *r)
{
  number *n = r->n;
  size_t at = n->end + strlen("分之");
  double part;

  if (!number_starts(r->s, n->end, "分之") || n->value <= 0 ||
      !read_part(r->s, &at, &part))
    return false;
  n->value = n->value == 100    ? part
             : n->value == 1000 ? part / 10 /* per mille: 0.1% */
             : n->value == 1e4  ? part / 100
                                : part / n->value;
  n->end = at;
  return true;
}

/* The 五 of 两成五, half a tenth; 0 if nothing such follows. */
static double read_hundredths(zh_number *r)
{
  size_t at = r->n->end;
  int digit = numeral_digit(number_rune(r->s, at));

  if (!r->spelled || digit < 1)
    return 0;
  utf8_next(r->s, &at);
  if (numeral_digit(number_rune(r->s, at)) >= 0 ||
      numeral_unit(r->s, at, true) > 0 ||
      number_one_of(r->s, at, "成万萬亿億个個"))
    return 0;
  r->n->end = at;
  return digit;
}

/* 三成, 三成半, 三四成: tenths, as a percentage. */
static bool read_tenths(zh_number *r)
{
  static const char words[] = "为為功立员員人本绩績都长長分年果就群交"
                              "千双雙对對天熟形型语語份名家";
  number *n = r->n;
  double value = r->is_about ? fmod(n->value, 10) : n->value;
  size_t at = n->end + strlen("成");

  if (!behind(r, "成") || value < 1 || value >= 10 ||
      number_one_of(r->s, at, words))
    return false;
  pass(r, "成");
  n->value = 10 * value + (pass(r, "半") ? 5 : read_hundredths(r));
  return true;
}

/* 八折, 七五折, 8.5折: share of the price; the number is the discount. */
static bool read_discount(zh_number *r)
{
  number *n = r->n;
  size_t at = n->end + strlen("折");
  bool sale = number_follows(r->s, n->begin, "打") ||
              number_one_of(r->s, at, "优優扣价價出销銷特购購");

  if (!behind(r, "折") || n->value < 1 || n->value >= 100 || r->is_about ||
      number_one_of(r->s, at, "叠疊线線断斷磨腾騰返射旧舊合纸紙") ||
      (r->spelled && (n->value >= 10 ? r->n_run != 2 : !sale)))
    return false;
  pass(r, "折");
  n->value = 100 - (n->value < 10 ? 10 * n->value : n->value);
  return true;
}

/* The 至6月 of 4至6月. */
static bool is_month_range(const zh_number *r)
{
  size_t at = numeral_skip_space(r->s, r->n->end);
  double other;

  if (r->spelled || !number_one_of(r->s, at, "-~～至到—–、"))
    return false;
  utf8_next(r->s, &at);
  at = numeral_skip_space(r->s, at);
  return number_digits(r->s, &at, &other) && is_whole(other, 1, 12) &&
         number_starts(r->s, numeral_skip_space(r->s, at), "月");
}

static bool read_month(zh_number *r)
{
  if (!is_whole(r->n->value, 1, 12) || !(pass(r, "月") || is_month_range(r)))
    return false;
  r->n->kind = NUMBER_MONTH;
  return true;
}

/* 一百零四年二月: a year of our era with months is not that early. */
static bool read_republic_year(zh_number *r)
{
  size_t at = r->n->end + strlen("年");
  double month;
  numeral n;

  if (!is_whole(r->n->value, 100, 130) || !number_starts(r->s, r->n->end, "年"))
    return false;
  if (!number_digits(r->s, &at, &month) && !numeral_read(r->s, &at, &n))
    return false;
  if (!number_starts(r->s, at, "月"))
    return false;
  r->n->value += 1911;
  return true;
}

/* The third quarter, but not the first three quarters. */
static bool read_quarter(zh_number *r)
{
  if (!is_whole(r->n->value, 1, 4) || !behind(r, "季度") ||
      number_follows(r->s, r->n->begin, "前"))
    return false;
  r->n->kind = NUMBER_QUARTER;
  return pass(r, "季度");
}

/* The century of a decade: 上世纪, or the current one. */
static double century_before(const zh_number *r, double years)
{
  static const char *const last[] = {"上世纪", "上世紀", "上个世纪",
                                     "上個世紀"};
  static const char *const this[] = {"本世纪", "本世紀", "新世纪", "新世紀"};
  size_t at = r->n->begin;

  if (at > 0 && r->s.ptr[at - 1] == ' ')
    at--;
  for (size_t i = 0; i < sizeof last / sizeof last[0]; i++)
    if (number_follows(r->s, at, last[i]))
      return 1900;
  for (size_t i = 0; i < sizeof this / sizeof this[0]; i++)
    if (number_follows(r->s, at, this[i]))
      return 2000;
  return years < 20 ? 2000 : 1900;
}

static bool read_decade(zh_number *r)
{
  number *n = r->n;
  double value = r->is_about ? fmod(n->value, 10) * 10 : n->value;

  if (!behind(r, "年代") || value > 2100 || fmod(value, 10) != 0)
    return false;
  pass(r, "年代");
  n->kind = NUMBER_DECADE;
  n->value = value < 100 ? century_before(r, value) + value : value;
  return true;
}

/* A decade after a century: 20世纪的90年代. */
static void read_decade_of(zh_number *r)
{
  numeral spelled;
  double value;
  size_t at = numeral_skip_space(r->s, r->n->end);

  if (number_starts(r->s, at, "的"))
    at += strlen("的");
  if (!number_digits(r->s, &at, &value)) {
    if (!numeral_read(r->s, &at, &spelled))
      return;
    value = numeral_value(&spelled);
  }
  at = numeral_skip_space(r->s, at);
  if (value >= 100 || fmod(value, 10) != 0 || !number_starts(r->s, at, "年代"))
    return;
  r->n->kind = NUMBER_DECADE;
  r->n->value = (r->n->value - 1) * 100 + value;
  r->n->end = at + strlen("年代");
}

static bool read_century(zh_number *r)
{
  if (!is_whole(r->n->value, 1, 30) || !(pass(r, "世纪") || pass(r, "世紀")))
    return false;
  r->n->kind = NUMBER_CENTURY;
  read_decade_of(r);
  return true;
}

/* ---- clock times ---- */

/* 下午, 早上; but 早一点 is a little earlier. */
static bool is_daytime_before(const zh_number *r)
{
  size_t at = r->n->begin;

  if (at > 0 && r->s.ptr[at - 1] == ' ')
    at--;
  if (at == 0 || (r->n->value == 1 && r->n_run == 1 &&
                  number_one_of(r->s, utf8_before(r->s, at), "早晚")))
    return false;
  return number_one_of(r->s, utf8_before(r->s, at), "午晨早晚夜") ||
         number_follows(r->s, at, "早上") || number_follows(r->s, at, "晚上");
}

/* What distinguishes an hour from points, and from 时 as "when". */
static bool is_hour_before(const zh_number *r, size_t at, bool is_hour)
{
  static const char *const tails[] = {
      "前",   "后", "後", "以前", "以后", "以後", "之前", "之后", "之後",
      "起床", "到", "至", "左右", "出发", "出發", "开始", "開始", "了"};

  if (is_hour)
    return number_follows(r->s, r->n->begin, "日") ||
           number_one_of(r->s, at, "许許");
  if (r->n->value < 2 || r->n->value > 12)
    return false;
  for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++)
    if (number_starts(r->s, at, tails[i]))
      return true;
  return false;
}

/* The minutes after the hour; false if there are none. */
static bool read_minutes(zh_number *r, size_t *at, double *minute)
{
  size_t here = numeral_skip_space(r->s, *at);
  numeral n;
  bool is_sure;

  *minute = 0;
  if (number_starts(r->s, here, "半")) {
    *minute = 30;
    *at = here + strlen("半");
    return true;
  }
  if (number_one_of(r->s, here, "钟鐘整")) {
    utf8_next(r->s, &here);
    *at = here;
    return true;
  }
  is_sure = number_digits(r->s, &here, minute);
  if (!is_sure) {
    if (!numeral_read(r->s, &here, &n))
      return false;
    *minute = numeral_value(&n);
    is_sure = n.unit == 10 && *minute > 10;
  }
  here = numeral_skip_space(r->s, here);
  if (number_starts(r->s, here, "分") && !number_starts(r->s, here, "分之"))
    here += strlen("分");
  else if (number_starts(r->s, here, "刻") && *minute <= 3)
    *minute *= 15, here += strlen("刻");
  else if (!is_sure || *minute < 10)
    return false;
  *at = here;
  return *minute < 60;
}

/* 三点半, 15时37分, 下午3点; 3点 alone may be points. */
static bool read_clock(zh_number *r)
{
  number *n = r->n;
  size_t at = r->spelled ? n->end : numeral_skip_space(r->s, n->end);
  bool is_hour = number_one_of(r->s, at, "时時");
  double minute;

  if (!is_whole(n->value, 0, 24) || r->is_about ||
      !(is_hour || number_one_of(r->s, at, "点點")))
    return false;
  utf8_next(r->s, &at);
  if (!read_minutes(r, &at, &minute) && !is_daytime_before(r) &&
      !is_hour_before(r, at, is_hour))
    return false;
  n->end = at;
  return number_set_clock(n, n->value, minute);
}

/* 三点五 is 3.5; but 两点三个 counts points, and 一点一滴 is a word. */
static bool is_decimal(zhen_str s, size_t at, size_t n_digits)
{
  return n_digits > 1 || number_starts(s, at, "个百分") ||
         number_starts(s, at, "個百分") ||
         !number_one_of(s, at,
                        "分刻时時人名个個线線滴点點式过過些位条條种種"
                        "件家项項句左上前以到至就了");
}

/* 三点五亿: a decimal fraction in characters. */
static bool read_decimal(zh_number *r)
{
  number *n = r->n;
  size_t at = n->end, n_digits;
  double value = n->value;

  if (!r->spelled)
    return false;
  n_digits = read_point(r->s, &at, &value);
  if (n_digits == 0 || !is_decimal(r->s, at, n_digits))
    return false;
  n->value = value * numeral_scale(r->s, &at);
  n->end = at;
  return true;
}

/* 两个半小时, 一年半, 三倍半 */
static bool read_and_half(zh_number *r)
{
  static const char *const counted[] = {"个半", "個半", "年半", "倍半", "天半"};
  number *n = r->n;

  if (!is_whole(n->value, 1, 99))
    return false;
  for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++)
    if (behind(r, counted[i])) {
      n->value += .5;
      return pass(r, counted[i]);
    }
  return false;
}

static bool read_per_mille(zh_number *r)
{
  if (!pass(r, "‰"))
    return false;
  r->n->value /= 10;
  return true;
}

bool zh_number_take_suffix(zh_number *r)
{
  if (!r->spelled && number_clock_digits(r->s, &r->n->end, r->n))
    return true;
  return read_fraction(r) || read_tenths(r) || read_discount(r) ||
         read_month(r) || read_republic_year(r) || read_quarter(r) ||
         read_century(r) || read_decade(r) || read_clock(r) ||
         read_decimal(r) || read_and_half(r) || read_per_mille(r);
}
