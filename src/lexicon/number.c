/* SPDX-License-Identifier: Apache-2.0 */
#include "lexicon/number.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

/* ---- digits, in both languages ---- */

static int digit_value(uint32_t rune)
{
  if (rune >= '0' && rune <= '9')
    return (int)(rune - '0');
  if (rune >= 0xFF10 && rune <= 0xFF19)
    return (int)(rune - 0xFF10);
  return -1;
}

static uint32_t peek(zhen_str s, size_t at)
{
  size_t size;

  return at < s.len ? utf8_at(s, at, &size) : 0;
}

/* Three digits behind a comma belong to the number: 1,234,567. */
static bool is_group(zhen_str s, size_t at)
{
  for (int i = 0; i < 3; i++)
    if (at >= s.len || digit_value(utf8_next(s, &at)) < 0)
      return false;
  return digit_value(peek(s, at)) < 0;
}

/* 1,234.5 at *at; false if there is no digit. */
static bool read_digits(zhen_str s, size_t *at, double *value)
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
               digit_value(peek(s, here + size)) >= 0) {
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

/* ---- Chinese ---- */

static int zh_digit(uint32_t rune)
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

static double zh_unit(uint32_t rune)
{
  switch (rune) {
  case 0x5341: /* 十 */
    return 10;
  case 0x767E: /* 百 */
    return 100;
  case 0x5343: /* 千 */
    return 1000;
  default:
    return 0;
  }
}

static double zh_myriad(uint32_t rune)
{
  switch (rune) {
  case 0x4E07: /* 万 */
  case 0x842C: /* 萬 */
    return 1e4;
  case 0x4EBF: /* 亿 */
  case 0x5104: /* 億 */
    return 1e8;
  default:
    return 0;
  }
}

/* A numeral as it is read: what is finished, the group, the last digit. */
typedef struct numeral {
  double total, group, digit;
  size_t n_runes, n_digits;
  bool has_unit;
} numeral;

static bool numeral_take(numeral *n, uint32_t rune)
{
  int digit = zh_digit(rune);
  double unit = zh_unit(rune), myriad = zh_myriad(rune);

  if (digit >= 0) {
    /* 一九九七: digits without units are read one by one */
    n->digit = n->n_digits && !n->has_unit ? n->digit * 10 + digit : digit;
    n->n_digits++;
  } else if (unit > 0) {
    n->group += (n->digit > 0 ? n->digit : 1) * unit;
    n->digit = 0;
    n->has_unit = true;
  } else if (myriad > 0 && n->n_runes > 0) {
    double section = n->group + n->digit;

    if (n->total > myriad && section > 0) /* 一亿两千万 */
      n->total += section * myriad;
    else
      n->total = (n->total + section) * myriad;
    n->group = n->digit = 0;
    n->has_unit = true;
  } else {
    return false;
  }
  n->n_runes++;
  return true;
}

static double numeral_value(const numeral *n)
{
  return n->total + n->group + n->digit;
}

static bool read_numeral(zhen_str s, size_t *at, numeral *n)
{
  *n = (numeral){0};
  while (*at < s.len) {
    size_t size;

    if (!numeral_take(n, utf8_at(s, *at, &size)))
      break;
    *at += size;
  }
  return n->n_runes > 0;
}

static bool starts(zhen_str s, size_t at, const char *prefix)
{
  size_t len = strlen(prefix);

  return s.len - at >= len && memcmp(s.ptr + at, prefix, len) == 0;
}

/* 12.5万, 2000亿, 3千万: digits with units behind. */
static double zh_scale(zhen_str s, size_t *at)
{
  double scale = 1;

  while (*at < s.len) {
    size_t size;
    uint32_t rune = utf8_at(s, *at, &size);
    double unit = zh_unit(rune) + zh_myriad(rune);

    if (unit == 0)
      break;
    scale *= unit;
    *at += size;
  }
  return scale;
}

/* Digits, with units behind them and more digits: 1亿2000万, 3万5千. */
static bool read_scaled(zhen_str s, size_t *at, double *value)
{
  double last, rest;
  size_t here;

  if (!read_digits(s, at, value))
    return false;
  last = zh_scale(s, at);
  *value *= last;
  for (here = *at; last >= 1e4 && read_digits(s, &here, &rest); *at = here) {
    double scale = zh_scale(s, &here);

    if (scale == 1 || rest * scale >= last)
      break;
    *value += rest * scale;
    last = scale;
  }
  return true;
}

/* What stands behind 分之: 3.5, 三十, 三点五. */
static bool read_part(zhen_str s, size_t *at, double *part)
{
  numeral whole, rest;
  size_t here;

  if (read_digits(s, at, part))
    return true;
  if (!read_numeral(s, at, &whole))
    return false;
  *part = numeral_value(&whole);
  here = *at + strlen("点");
  if (starts(s, *at, "点") && read_numeral(s, &here, &rest) && !rest.has_unit) {
    *part += rest.digit / pow(10, (double)rest.n_digits);
    *at = here;
  }
  return true;
}

/* What follows may change what the number means: 三成, 三分之一, 12月. */
static void zh_suffix(zhen_str s, number *n)
{
  size_t at = n->end;
  double part;

  if (starts(s, at, "分之")) {
    at += strlen("分之");
    if (n->value > 0 && read_part(s, &at, &part)) {
      n->value = n->value == 100 ? part : part / n->value;
      n->end = at;
    }
  } else if (starts(s, at, "成") && n->value >= 1 && n->value < 10 &&
             !starts(s, at, "成为") && !starts(s, at, "成功")) {
    n->value *= 10;
    n->end += strlen("成");
  } else if (starts(s, at, "月") && n->value >= 1 && n->value <= 12 &&
             n->value == floor(n->value)) {
    n->month = true;
    n->end += strlen("月");
  }
}

bool number_next_zh(zhen_str s, size_t *at, number *out)
{
  while (*at < s.len) {
    size_t begin = *at, size;
    numeral n;

    utf8_at(s, begin, &size);
    *out = (number){.begin = begin};
    if (read_scaled(s, at, &out->value)) {
      out->end = *at;
      zh_suffix(s, out);
      *at = out->end;
      return true;
    }
    if (read_numeral(s, at, &n)) {
      size_t plain = *at;

      out->value = numeral_value(&n);
      out->end = plain;
      zh_suffix(s, out);
      *at = out->end;
      /* 一 and 两 alone are words, not numbers */
      if (n.n_runes > 1 || out->value >= 10 || out->end > plain)
        return true;
      continue;
    }
    *at = begin + size;
  }
  return false;
}

/* ---- English ---- */

typedef struct numeral_word {
  const char *word;
  double value;
} numeral_word;

static const numeral_word small[] = {
    {"one", 1},        {"two", 2},       {"three", 3},     {"four", 4},
    {"five", 5},       {"six", 6},       {"seven", 7},     {"eight", 8},
    {"nine", 9},       {"ten", 10},      {"eleven", 11},   {"twelve", 12},
    {"thirteen", 13},  {"fourteen", 14}, {"fifteen", 15},  {"sixteen", 16},
    {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},
    {"thirty", 30},    {"forty", 40},    {"fifty", 50},    {"sixty", 60},
    {"seventy", 70},   {"eighty", 80},   {"ninety", 90},   {0}};

static const numeral_word scales[] = {
    {"hundred", 100},  {"thousand", 1e3},  {"million", 1e6},
    {"billion", 1e9},  {"trillion", 1e12}, {"bn", 1e9},
    {"hundreds", 100}, {"thousands", 1e3}, {"dozen", 12},
    {"m", 1e6},        {"mn", 1e6},        {0}};

static const numeral_word ordinals[] = {{"tenth", 10},
                                        {"eleventh", 11},
                                        {"twelfth", 12},
                                        {"thirteenth", 13},
                                        {"fourteenth", 14},
                                        {"fifteenth", 15},
                                        {"sixteenth", 16},
                                        {"seventeenth", 17},
                                        {"eighteenth", 18},
                                        {"nineteenth", 19},
                                        {"twentieth", 20},
                                        {"thirtieth", 30},
                                        {"fortieth", 40},
                                        {"fiftieth", 50},
                                        {"sixtieth", 60},
                                        {"seventieth", 70},
                                        {"eightieth", 80},
                                        {"ninetieth", 90},
                                        {"hundredth", 100},
                                        {"half", .5},
                                        {"quarter", .25},
                                        {"quarters", .75},
                                        {0}};

/* Alone they are words; behind tens they count: twenty-first. */
static const numeral_word ones[] = {
    {"first", 1}, {"second", 2},  {"third", 3},  {"fourth", 4}, {"fifth", 5},
    {"sixth", 6}, {"seventh", 7}, {"eighth", 8}, {"ninth", 9},  {0}};

static const numeral_word parts[] = {{"third", 3},
                                     {"thirds", 3},
                                     {"fourth", 4},
                                     {"fourths", 4},
                                     {"fifth", 5},
                                     {"fifths", 5},
                                     {"sixth", 6},
                                     {"eighth", 8},
                                     {"tenth", 10},
                                     {"tenths", 10},
                                     {0}};

static const numeral_word months[] = {{"january", 1},
                                      {"february", 2},
                                      {"march", 3},
                                      {"april", 4},
                                      {"may", 5},
                                      {"june", 6},
                                      {"july", 7},
                                      {"august", 8},
                                      {"september", 9},
                                      {"october", 10},
                                      {"november", 11},
                                      {"december", 12},
                                      {"jan", 1},
                                      {"feb", 2},
                                      {"mar", 3},
                                      {"apr", 4},
                                      {"jun", 6},
                                      {"jul", 7},
                                      {"aug", 8},
                                      {"sept", 9},
                                      {"sep", 9},
                                      {"oct", 10},
                                      {"nov", 11},
                                      {"dec", 12},
                                      {0}};

/* The ASCII word at `at`, in lower case; its length, 0 if there is none. */
static size_t word_at(zhen_str s, size_t at, char out[16])
{
  size_t len = 0;

  while (at + len < s.len && ((s.ptr[at + len] | 0x20) >= 'a') &&
         ((s.ptr[at + len] | 0x20) <= 'z')) {
    if (len < 15)
      out[len] = (char)(s.ptr[at + len] | 0x20);
    len++;
  }
  out[len < 15 ? len : 15] = '\0';
  return len;
}

static double look_up(const numeral_word *table, const char *word)
{
  for (; table->word; table++)
    if (strcmp(table->word, word) == 0)
      return table->value;
  return 0;
}

/* Over spaces and hyphens between the words of a number. */
static size_t skip_joint(zhen_str s, size_t at)
{
  while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '-'))
    at++;
  return at;
}

/* million, billion behind a number; returns what it is worth, 1 if none. */
static double en_scale(zhen_str s, size_t *at)
{
  double scale = 1;

  for (;;) {
    char word[16];
    size_t here = skip_joint(s, *at);
    size_t len = word_at(s, here, word);
    double value = len ? look_up(scales, word) : 0;

    if (value == 0)
      return scale;
    scale *= value;
    *at = here + len;
  }
}

/* Over the "and" of "three hundred and five". */
static size_t skip_and(zhen_str s, size_t at)
{
  char word[16];
  size_t from = skip_joint(s, at), len = word_at(s, from, word), next;

  if (strcmp(word, "and") != 0)
    return at;
  next = skip_joint(s, from + len);
  return word_at(s, next, word) && look_up(small, word) > 0 ? next : at;
}

/* The "a" of "a hundred" is a one. */
static double article_value(zhen_str s, size_t at, const char *word)
{
  char scale[16];

  if (strcmp(word, "a") != 0)
    return 0;
  return word_at(s, skip_joint(s, at + 1), scale) > 2 &&
         look_up(scales, scale) > 0;
}

/* twenty-five thousand: words from *at on. */
static bool read_words(zhen_str s, size_t *at, double *value, size_t *n_words)
{
  double group = 0, total = 0;
  size_t here = *at;

  *n_words = 0;
  for (;;) {
    char word[16];
    size_t from = skip_joint(s, here), len = word_at(s, from, word);
    double v = len ? look_up(small, word) : 0;
    bool is_scale = len && v == 0 && *n_words;

    if (len && *n_words == 0 && v == 0)
      v = article_value(s, from, word);
    if (is_scale) {
      v = look_up(scales, word);
      if (v == 100)
        group = (group > 0 ? group : 1) * v;
      else if (v > 0) {
        total += (group > 0 ? group : 1) * v;
        group = 0;
      }
    } else if (v > 0) {
      group += v;
    }
    if (v == 0)
      break;
    here = from + len;
    if (is_scale && v <= 1000)
      here = skip_and(s, here);
    ++*n_words;
  }
  *value = total + group;
  if (*n_words)
    *at = here;
  return *n_words > 0;
}

/* one third, two-fifths; a word before makes the numerator. */
static void en_fraction(zhen_str s, size_t *at, double *value)
{
  char word[16];
  size_t here = skip_joint(s, *at), len = word_at(s, here, word);
  double part = len ? look_up(parts, word) : 0;

  if (part > 0 && *value < part) {
    *value /= part;
    *at = here + len;
  }
}

/* twenty-first; the hyphen tells it from "twenty second attempts". */
static void en_ordinal(zhen_str s, size_t *at, double *value)
{
  char word[16];
  size_t len;

  if (*at >= s.len || s.ptr[*at] != '-' || *value < 20 || fmod(*value, 10) != 0)
    return;
  len = word_at(s, *at + 1, word);
  *value += look_up(ones, word);
  if (look_up(ones, word) > 0)
    *at += 1 + len;
}

static bool read_month(const char *word, char first, number *out)
{
  double month = first >= 'A' && first <= 'Z' ? look_up(months, word) : 0;

  out->value = month;
  out->month = month > 0;
  return out->month;
}

/* A number in words, or a month, at *at; *at moves over the word anyway. */
static bool read_en_word(zhen_str s, size_t *at, number *out)
{
  char word[16];
  size_t begin = *at, len = word_at(s, begin, word), n_words;

  out->begin = begin;
  if (read_words(s, at, &out->value, &n_words)) {
    en_fraction(s, at, &out->value);
    en_ordinal(s, at, &out->value);
    out->end = *at;
    return n_words > 1 || out->value >= 10 || out->value != floor(out->value);
  }
  *at = out->end = begin + len;
  if (read_month(word, s.ptr[begin], out))
    return true;
  out->value = look_up(ordinals, word);
  return out->value > 0;
}

bool number_next_en(zhen_str s, size_t *at, number *out)
{
  while (*at < s.len) {
    size_t begin = *at, size;
    char word[16];

    utf8_at(s, begin, &size);
    *out = (number){.begin = begin};
    if (read_digits(s, at, &out->value)) {
      out->value *= en_scale(s, at);
      out->end = *at;
      return true;
    }
    if (word_at(s, begin, word) > 0) {
      if (read_en_word(s, at, out))
        return true;
      continue;
    }
    *at = begin + size;
  }
  return false;
}
