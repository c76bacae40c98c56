/* SPDX-License-Identifier: Apache-2.0 */
/* English months, decades, centuries, parts of the year, times, chapters. */
#include "lexicon/number_en_time.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

/* ---- months ---- */

static const char *const months[] = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december",
    "jan",     "feb",      "mar",       "apr",     "",         "jun",
    "jul",     "aug",      "sep",       "oct",     "nov",      "dec"};

/* "May I", "May the Lord" */
static bool is_wish(zhen_str s, size_t at)
{
  static const char *const wishes[] = {
      "i",   "we",  "you", "he",  "she",  "they", "god", "the", "it", "your",
      "all", "her", "his", "not", "also", "have", "has", "be",  NULL};
  char word[WORD_BYTES];

  return english_next_word(s, &at, word) && english_is_in(word, wishes);
}

static bool read_month(zhen_str s, size_t at, const char *word, number *n)
{
  char first = s.ptr[n->begin], second = s.ptr[n->begin + 1];

  if (first < 'A' || first > 'Z' ||
      (strcmp(word, "may") == 0 && is_wish(s, at)) ||
      (strlen(word) == 3 && second < 'a' && strcmp(word, "may") != 0))
    return false; /* MAR, DEC are not months */
  n->value = strcmp(word, "sept") == 0 ? 9 : 0;
  for (size_t i = 0; i < sizeof months / sizeof months[0]; i++)
    if (months[i][0] == word[0] && strcmp(word, months[i]) == 0)
      n->value = (double)(i % 12 + 1);
  if (n->value > 0)
    n->kind = NUMBER_MONTH;
  return n->value > 0;
}

/* ---- decades and centuries ---- */

/* In his eighties, in her 20s: an age. */
static bool is_age(zhen_str s, size_t begin)
{
  static const char *const owners[] = {"my",  "your",  "his",   "her", "our",
                                       "its", "their", "whose", NULL};
  static const char *const when[] = {"early", "mid", "late", "middle", NULL};
  char word[WORD_BYTES];

  english_word_before(s, begin, word);
  if (english_is_in(word, when)) {
    while (begin > 0 && (s.ptr[begin - 1] == ' ' || s.ptr[begin - 1] == '-'))
      begin--;
    english_word_before(s, begin - strlen(word), word);
  }
  return english_is_in(word, owners);
}

/* Sixties, the nineties */
static bool read_decade_word(zhen_str s, const char *word, number *n)
{
  static const char *const decades[] = {"twenties", "thirties", "forties",
                                        "fifties",  "sixties",  "seventies",
                                        "eighties", "nineties"};

  for (size_t i = 0; i < sizeof decades / sizeof decades[0]; i++)
    if (decades[i][0] == word[0] && strcmp(word, decades[i]) == 0)
      n->value = 20 + 10 * (double)i;
  if (n->value == 0)
    return false;
  if (!is_age(s, n->begin)) {
    n->value += 1900;
    n->kind = NUMBER_DECADE;
  }
  return true;
}

/* 1990s, '90s, 1700s */
static bool take_decade(zhen_str s, size_t *at, number *n)
{
  char word[WORD_BYTES];
  size_t here = *at;
  size_t digits = *at - n->begin;

  if (number_one_of(s, here, "'’"))
    utf8_next(s, &here);
  if (english_word_at(s, here, word) != 1 || word[0] != 's' ||
      fmod(n->value, 10) != 0 || digits < 2 || digits > 4 ||
      (digits == 3 && fmod(n->value, 100) == 0))
    return false;
  *at = here + 1;
  if (digits == 2 && is_age(s, n->begin))
    return true;
  n->kind = NUMBER_DECADE;
  if (digits == 2)
    n->value += n->value < 20 ? 2000 : 1900;
  else if (digits == 4 && fmod(n->value, 100) == 0 && n->value < 2000) {
    n->kind = NUMBER_CENTURY;
    n->value = n->value / 100 + 1;
  }
  return true;
}

/* The century after an ordinal. */
static bool take_century(zhen_str s, size_t *at, number *n)
{
  size_t here = *at;

  if (n->value < 1 || n->value > 30 || n->value != floor(n->value) ||
      !(english_take_word(s, &here, "century") ||
        english_take_word(s, &here, "centuries")))
    return false;
  *at = here;
  n->kind = NUMBER_CENTURY;
  return true;
}

/* ---- parts of the year ---- */

static bool take_part(zhen_str s, size_t *at, number *n)
{
  size_t here = *at;

  if ((n->value == 1 || n->value == 2) && english_take_word(s, &here, "half")) {
    n->kind = NUMBER_HALF;
  } else if (n->value >= 1 && n->value <= 4 && n->value == floor(n->value) &&
             english_take_word(s, &here, "quarter")) {
    n->kind = NUMBER_QUARTER;
  } else {
    return false;
  }
  *at = here;
  return true;
}

/* Q3, H1: the digit follows the letter. */
static bool read_short_part(zhen_str s, size_t *at, const char *word, number *n)
{
  size_t here = *at;
  bool half = strcmp(word, "h") == 0;
  double value;

  if (!(half || strcmp(word, "q") == 0) || s.ptr[n->begin] > 'Z' ||
      !number_digits(s, &here, &value) || value < 1 || value > (half ? 2 : 4) ||
      value != floor(value))
    return false;
  n->value = value;
  n->kind = half ? NUMBER_HALF : NUMBER_QUARTER;
  *at = here;
  return true;
}

/* a quarter, three quarters; a quarter of the year has no number. */
static bool read_quarter(zhen_str s, const char *word, number *n)
{
  char before[WORD_BYTES], third[WORD_BYTES];

  english_word_before(s, n->begin, before);
  if (strcmp(word, "quarter") == 0 &&
      (strcmp(before, "a") == 0 || strcmp(before, "one") == 0))
    n->value = .25;
  else if (strcmp(word, "quarters") == 0 && strcmp(before, "three") == 0) {
    size_t from = n->begin;

    while (from > 0 && (s.ptr[from - 1] == ' ' || s.ptr[from - 1] == '-'))
      from--;
    english_word_before(s, from - strlen("three"), third);
    n->value = strcmp(third, "first") == 0 ? 0 : .75;
  }
  return n->value > 0;
}

/* ---- times of the day ---- */

/* a.m., pm, PM */
static bool take_meridiem(zhen_str s, size_t *at)
{
  size_t here = *at;

  if (here < s.len && s.ptr[here] == ' ')
    here++;
  if (here >= s.len ||
      ((s.ptr[here] | 0x20) != 'a' && (s.ptr[here] | 0x20) != 'p'))
    return false;
  here++;
  if (here < s.len && s.ptr[here] == '.')
    here++;
  if (here < s.len && s.ptr[here] == ' ' && s.ptr[here - 1] == '.')
    here++;
  if (here >= s.len || (s.ptr[here] | 0x20) != 'm')
    return false;
  here++;
  if (here < s.len && (s.ptr[here] | 0x20) >= 'a' &&
      (s.ptr[here] | 0x20) <= 'z')
    return false;
  *at = here;
  return true;
}

static bool take_oclock(zhen_str s, size_t *at)
{
  size_t here = english_skip_joint(s, *at);

  if (!number_starts(s, here, "o'clock") && !number_starts(s, here, "o’clock"))
    return false;
  utf8_next(s, &here);
  utf8_next(s, &here);
  *at = here + strlen("clock");
  return true;
}

/* in the morning, at night */
static bool take_daytime(zhen_str s, size_t *at)
{
  static const char *const times[] = {"morning", "afternoon", "evening", NULL};
  char word[WORD_BYTES];
  size_t here = *at;

  if (english_take_word(s, &here, "at")) {
    if (!english_take_word(s, &here, "night"))
      return false;
  } else if (!english_take_word(s, &here, "in") ||
             !english_take_word(s, &here, "the") ||
             !english_next_word(s, &here, word) ||
             !english_is_in(word, times)) {
    return false;
  }
  *at = here;
  return true;
}

bool english_take_day(zhen_str s, size_t *at, number *n)
{
  bool taken = take_meridiem(s, at) || take_oclock(s, at);

  n->end = *at;
  return taken;
}

/* 3 pm, 3.37pm, three o'clock, seven in the evening */
static bool take_clock(zhen_str s, size_t *at, number *n)
{
  size_t here = *at;
  double hour = floor(n->value);
  double minute = floor((n->value - hour) * 100 + .5);

  if (n->value > 24 || (minute > 0 && *at - n->begin < 4) ||
      !(english_take_day(s, &here, n) ||
        (minute == 0 && hour <= 12 && hour >= 1 && take_daytime(s, &here))))
    return false;
  if (!number_set_clock(n, hour, minute))
    return false;
  *at = here;
  return true;
}

/* half past three, a quarter to nine, ten past four */
static bool read_past(zhen_str s, size_t *at, const char *word, number *n)
{
  char hour[WORD_BYTES];
  size_t here = *at;
  double minute = strcmp(word, "half") == 0      ? 30
                  : strcmp(word, "quarter") == 0 ? 15
                                                 : english_small(word);
  bool past = english_take_word(s, &here, "past"), to = false;
  double h;

  if (!past && minute == 15)
    past = english_take_word(s, &here, "after");
  if (!past && minute == 15 && strcmp(word, "quarter") == 0)
    to = english_take_word(s, &here, "to");
  if (minute < 5 || fmod(minute, 5) != 0 || !(past || to))
    return false;
  here = english_skip_joint(s, here);
  if (!number_digits(s, &here, &h)) {
    english_next_word(s, &here, hour);
    h = english_small(hour);
  }
  if (h < 1 || h > 12 || h != floor(h))
    return false;
  *at = here;
  return past ? number_set_clock(n, h, minute)
              : number_set_clock(n, h - 1, 60 - minute);
}

/* ---- chapters ---- */

static double roman_digit(char c)
{
  switch (c) {
  case 'i':
    return 1;
  case 'v':
    return 5;
  case 'x':
    return 10;
  case 'l':
    return 50;
  case 'c':
    return 100;
  default:
    return 0;
  }
}

/* A Roman numeral in capital letters; 0 if it is not one. */
static double roman_value(zhen_str s, size_t at, const char *word)
{
  double value = 0, last = 1000;
  size_t len = strlen(word);

  for (size_t i = 0; i < len; i++) {
    double digit = roman_digit(word[i]);
    double next = i + 1 < len ? roman_digit(word[i + 1]) : 0;

    if (digit == 0 || s.ptr[at + i] > 'Z' || digit > last)
      return 0;
    last = digit < next ? next : digit;
    value += digit < next ? -digit : digit;
  }
  return value;
}

/* Chapter III, Part Two: the number after such a word. */
static bool read_chapter(zhen_str s, size_t *at, const char *word, number *n)
{
  static const char *const chapters[] = {
      "chapter", "part",      "book",  "volume",   "section",
      "article", "act",       "scene", "canto",    "psalm",
      "lesson",  "paragraph", "unit",  "appendix", NULL};
  char name[WORD_BYTES];
  size_t here = *at, from;

  if (!english_is_in(word, chapters))
    return false;
  from = english_skip_joint(s, here);
  if (!english_next_word(s, &here, name))
    return false;
  n->value = roman_value(s, from, name);
  if (n->value == 0 && english_small(name) < 10)
    n->value = english_small(name);
  if (n->value == 0)
    return false;
  n->begin = from;
  *at = here;
  return true;
}

/* Louis XIV, Super Bowl XXXIII: ten and above, after a name. */
static bool read_roman(zhen_str s, const char *word, number *n)
{
  static const char *const letters[] = {"xl", "xx", "li", "lv", "lx", "cc",
                                        "ci", "cv", "cl", "xc", NULL};
  char before[WORD_BYTES];
  size_t at = n->begin, len = strlen(word);

  if (len < 2 || at < 2 || s.ptr[at - 1] != ' ' || strchr(word, 'c') ||
      english_is_in(word, letters))
    return false;
  english_word_before(s, at, before);
  at -= 1 + strlen(before);
  n->value = roman_value(s, n->begin, word);
  if (n->value >= 10 && before[0] && s.ptr[at] >= 'A' && s.ptr[at] <= 'Z')
    return true;
  n->value = 0;
  return false;
}

/* ---- all kinds ---- */

/* first half, third quarter, second century, the first of May */
static bool read_ordinal(zhen_str s, size_t *at, const char *word, number *n)
{
  number dated = {.begin = 0};
  char month[WORD_BYTES];
  size_t here = *at;

  n->value = english_ordinal(word);
  if (n->value == 0 || n->value >= 10)
    return n->value = 0, false;
  if (take_part(s, at, n) || take_century(s, at, n))
    return true;
  if (english_take_word(s, &here, "of")) {
    dated.begin = english_skip_joint(s, here);
    if (english_next_word(s, &here, month) &&
        read_month(s, here, month, &dated))
      return true;
  }
  n->value = 0;
  return false;
}

bool english_read_time(zhen_str s, size_t *at, const char *word, number *n)
{
  return read_month(s, *at, word, n) || read_decade_word(s, word, n) ||
         read_past(s, at, word, n) || read_ordinal(s, at, word, n) ||
         read_quarter(s, word, n) || read_short_part(s, at, word, n) ||
         read_chapter(s, at, word, n) || read_roman(s, word, n);
}

bool english_take_unit_of_time(zhen_str s, size_t *at, number *n)
{
  static const char *const endings[] = {"st", "nd", "rd", "th", NULL};
  char word[WORD_BYTES];
  size_t len;

  if (take_decade(s, at, n) || take_clock(s, at, n))
    return true;
  len = english_word_at(s, *at, word);
  if (len == 2 && english_is_in(word, endings))
    *at += len;
  else if (*at - n->begin < 4)
    return false;
  return take_century(s, at, n) || take_part(s, at, n);
}
