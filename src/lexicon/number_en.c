/* SPDX-License-Identifier: Apache-2.0 */
/* English numbers: digits or words, and what follows them. */
#include "lexicon/number_en_time.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

/* ---- digits ---- */

static bool is_money_before(zhen_str s, size_t begin)
{
  return begin > 0 && number_one_of(s, utf8_before(s, begin), "$£€¥￥");
}

/* 3k, £30m: a letter after the digits. */
static double letter_scale(zhen_str s, size_t *at, const number *n)
{
  static const char *const lengths[] = {"high", "long",  "wide", "deep",
                                        "tall", "thick", "away", "sprint",
                                        "race", NULL};
  char word[WORD_BYTES];
  size_t end = *at, len = english_word_at(s, end, word), here = end + 1;
  bool money = is_money_before(s, n->begin);

  if (len != 1)
    return 1;
  if (word[0] == 'k' && (money || (n->value != 4 && n->value != 8))) {
    *at = here;
    return 1e3;
  }
  if (s.ptr[end] == 'b' && money) {
    *at = here;
    return 1e9;
  }
  if (s.ptr[end] != 'm' && !(word[0] == 'm' && money))
    return 1;
  end = here;
  english_next_word(s, &here, word);
  if (!money && english_is_in(word, lengths))
    return 1;
  *at = end;
  return 1e6;
}

/* million, billion after digits; returns the factor, 1 if none. */
static double digit_scale(zhen_str s, size_t *at, const number *n)
{
  double scale = letter_scale(s, at, n);

  while (scale == 1 || scale == 100 || scale == 1000) {
    char word[WORD_BYTES];
    size_t here = *at;
    size_t len = english_next_word(s, &here, word);
    double value = len ? english_scale(word) : 0;

    if (len && value == 0 && scale == 1)
      value = english_short_scale(word);
    if (value == 0)
      return scale;
    scale *= value;
    *at = here;
  }
  return scale;
}

/* 20-30 million, 3 to 5 billion: the first has the unit of the second. */
static double range_scale(zhen_str s, size_t at, const number *n)
{
  number other = {.value = 0};
  double scale;

  if (number_one_of(s, at, "-–—"))
    utf8_next(s, &at);
  else if (!english_take_word(s, &at, "to"))
    return 1;
  at = english_skip_joint(s, at);
  if (number_one_of(s, at, "$£€¥￥"))
    utf8_next(s, &at);
  other.begin = at;
  if (!number_digits(s, &at, &other.value) || other.value <= n->value)
    return 1;
  scale = digit_scale(s, &at, &other);
  return scale >= 1e3 ? scale : 1;
}

/* "and a half", one half more. */
static bool take_and_half(zhen_str s, size_t *at)
{
  size_t here = *at;

  if (!english_take_word(s, &here, "and") ||
      !english_take_word(s, &here, "a") || !english_take_word(s, &here, "half"))
    return false;
  *at = here;
  return true;
}

/* A percentage is its number, so a thousandth is a tenth. */
static bool take_per_mille(zhen_str s, size_t *at)
{
  size_t here = *at;

  if (number_starts(s, here, "‰"))
    utf8_next(s, &here);
  else if (!english_take_word(s, &here, "per") ||
           !(english_take_word(s, &here, "mille") ||
             english_take_word(s, &here, "thousand")))
    return false;
  *at = here;
  return true;
}

static void read_digits(zhen_str s, size_t *at, number *n)
{
  double scale;

  n->end = *at;
  if (number_clock_digits(s, at, n)) {
    english_take_day(s, at, n);
    return;
  }
  if (english_take_unit_of_time(s, at, n))
    return;
  scale = digit_scale(s, at, n);
  n->value *= scale == 1 ? range_scale(s, *at, n) : scale;
  if (take_and_half(s, at))
    n->value += .5 * scale;
  if (scale == 1 && take_per_mille(s, at))
    n->value /= 10;
  n->end = *at;
}

/* ---- numbers in words ---- */

/* Skip the "and" of "three hundred and five". */
static size_t skip_and(zhen_str s, size_t at)
{
  char word[WORD_BYTES];
  size_t next = at;

  if (!english_take_word(s, &next, "and"))
    return at;
  at = next;
  return english_next_word(s, &next, word) && english_small(word) > 0
             ? at
             : at - strlen("and");
}

/* The "a" of "a hundred" is a one. */
static double article_value(zhen_str s, size_t at, const char *word)
{
  char scale[WORD_BYTES];

  if (strcmp(word, "a") != 0)
    return 0;
  at++;
  return english_next_word(s, &at, scale) > 2 && english_scale(scale) > 0;
}

/* The state of a number in words. */
typedef struct wording {
  double total, group;
  double room;  /* the next small word must be below this */
  double scale; /* the last one */
  size_t n_words;
} wording;

/* twenty + five, but not five + six. */
static bool take_small(wording *w, double v)
{
  if (v >= w->room)
    return false;
  w->group += v;
  w->room = v >= 20 ? 10 : 0;
  return true;
}

static bool take_scale(wording *w, double v)
{
  if (v <= 100) {
    w->group = (w->group > 0 ? w->group : 1) * v;
    w->room = v;
  } else {
    if (w->group > 0)
      w->total += w->group * v;
    else
      w->total *= v;
    w->group = 0;
    w->room = 1000;
  }
  w->scale = v;
  return true;
}

/* Words of a number, starting at *at. */
static wording read_words(zhen_str s, size_t *at)
{
  wording w = {.room = 1000};
  size_t here = *at;

  for (;;) {
    char word[WORD_BYTES];
    size_t from = english_skip_joint(s, here);
    size_t len = english_word_at(s, from, word);
    double v = len ? english_small(word) : 0;

    if (len && w.n_words == 0 && v == 0)
      v = article_value(s, from, word);
    if (v > 0 ? !take_small(&w, v)
              : !(len && w.n_words && (v = english_scale(word)) > 0 &&
                  take_scale(&w, v)))
      break;
    w.n_words++;
    *at = here = from + len;
    if (w.scale == v && v <= 1000)
      here = skip_and(s, here);
  }
  return w;
}

/* The "point five" of "three point five"; false if it does not follow. */
static bool take_point(zhen_str s, size_t *at, double *value)
{
  char word[WORD_BYTES];
  size_t here = *at;
  double part = 0, scale = 1;

  if (!english_take_word(s, &here, "point"))
    return false;
  for (size_t next = here; english_next_word(s, &next, word); here = next) {
    double digit = english_small(word);

    if ((digit == 0 && strcmp(word, "zero") != 0) || digit > 9)
      break;
    part = part * 10 + digit;
    scale *= 10;
    *at = next;
  }
  *value += part / scale;
  return scale > 1;
}

/*
 * one in three, two out of five; years are in digits. As a percentage, as far
 * as Chinese uses it: 万分之一 is 0.01%.
 */
static bool take_share(zhen_str s, size_t *at, double *value)
{
  size_t here = *at;
  wording w;
  double all;

  if (!english_take_word(s, &here, "in") &&
      !(english_take_word(s, &here, "out") &&
        english_take_word(s, &here, "of")))
    return false;
  w = read_words(s, &here);
  all = w.total + w.group;
  if (w.n_words == 0 || all <= *value || *value > 9)
    return false;
  *value *= all == 100 || all == 1000 || all == 1e4 ? 100 / all : 1 / all;
  *at = here;
  return true;
}

/* one third, two-fifths; the numerator is the word before. */
static void take_fraction(zhen_str s, size_t *at, double *value)
{
  char word[WORD_BYTES];
  size_t here = *at, len = english_next_word(s, &here, word);
  double part = len ? english_part(word) : 0;

  if (part > 0 && *value < part) {
    *value /= part;
    *at = here;
  }
}

/* twenty-first; the hyphen distinguishes it from "twenty second attempts". */
static void take_ordinal(zhen_str s, size_t *at, double *value)
{
  char word[WORD_BYTES];
  size_t len;

  if (*at >= s.len || s.ptr[*at] != '-' || *value < 20 || fmod(*value, 10) != 0)
    return;
  len = english_word_at(s, *at + 1, word);
  *value += english_first(word);
  if (english_first(word) > 0)
    *at += 1 + len;
}

/* nineteen ninety-seven; ten-thirty is a time. */
static bool take_year(zhen_str s, size_t *at, number *n)
{
  size_t here = english_skip_joint(s, *at);
  bool joined = here > *at && s.ptr[*at] == '-';
  wording w = read_words(s, &here);

  if (w.scale > 0 || w.total + w.group < 10 || w.group >= 100)
    return false;
  if (joined && n->value <= 12 &&
      (w.group == 15 || w.group == 30 || w.group == 45)) {
    *at = here;
    return number_set_clock(n, n->value, w.group);
  }
  if (n->value < 13 || n->value > 20 || joined)
    return false;
  *at = here;
  n->value = n->value * 100 + w.group;
  return true;
}

/* A number in words at *at; false if there is none, or only a plain word. */
static bool read_number_words(zhen_str s, size_t *at, number *n)
{
  wording w = read_words(s, at);

  if (w.n_words == 0)
    return false;
  n->value = w.total + w.group;
  if (w.n_words == 1 && take_year(s, at, n))
    return true;
  if (take_point(s, at, &n->value) ||
      (w.n_words == 1 && take_share(s, at, &n->value)))
    return true;
  take_fraction(s, at, &n->value);
  take_ordinal(s, at, &n->value);
  if (take_and_half(s, at))
    n->value += .5 * (w.scale > 0 ? w.scale : 1);
  else if (english_take_unit_of_time(s, at, n))
    return true;
  return w.n_words > 1 || n->value >= 10 || n->value != floor(n->value);
}

/* half a million; "half" alone is .5, half a dozen is six, a plain word. */
static bool read_half(zhen_str s, size_t *at, number *n)
{
  char word[WORD_BYTES];
  size_t here = *at;

  n->value = .5;
  if (!english_take_word(s, &here, "a") || !english_next_word(s, &here, word) ||
      english_scale(word) == 0)
    return true;
  n->value *= english_scale(word);
  *at = here;
  return n->value >= 10;
}

/* a year and a half; *at is unchanged if it does not match. */
static bool read_one_and_half(zhen_str s, size_t *at, number *n)
{
  char word[WORD_BYTES];
  size_t here = *at;

  if (!english_next_word(s, &here, word) || english_scale(word) > 0 ||
      !take_and_half(s, &here))
    return false;
  *at = here;
  n->value = 1.5;
  return true;
}

/* a third of; but a third time is not a fraction. */
static bool read_part(zhen_str s, size_t *at, number *n)
{
  char word[WORD_BYTES];
  size_t here = *at;
  double part;

  if (!english_next_word(s, &here, word))
    return false;
  part = english_part(word);
  if (part == 0 || !english_take_word(s, &here, "of"))
    return false;
  *at = here;
  n->value = 1 / part;
  return true;
}

/* A number that starts with a word; *at moves over the word in any event. */
static bool read_word(zhen_str s, size_t *at, number *n)
{
  char word[WORD_BYTES];
  size_t begin = *at, end = begin + english_word_at(s, begin, word);
  bool is_one = strcmp(word, "a") == 0 || strcmp(word, "an") == 0 ||
                strcmp(word, "one") == 0;

  *at = end;
  if (strcmp(word, "zero") == 0)
    return take_point(s, at, &n->value);
  if (english_read_time(s, at, word, n))
    return true;
  if (strcmp(word, "half") == 0)
    return read_half(s, at, n);
  if (is_one && (read_one_and_half(s, at, n) || read_part(s, at, n)))
    return true;
  *at = begin;
  if (read_number_words(s, at, n))
    return true;
  if (*at > begin)
    return false;
  *at = end;
  n->value = english_tenth(word);
  if (n->value > 0)
    english_take_unit_of_time(s, at, n);
  return n->value > 0;
}

bool number_next_en(zhen_str s, size_t *at, number *out)
{
  while (*at < s.len) {
    size_t begin = *at, size;
    char word[WORD_BYTES];

    *out = (number){.begin = begin};
    if (number_digits(s, at, &out->value)) {
      read_digits(s, at, out);
      out->end = *at;
      return true;
    }
    size = english_word_at(s, begin, word);
    if (size > 0 && english_may_begin(word)) {
      bool found = read_word(s, at, out);

      out->end = *at;
      if (found)
        return true;
      continue;
    }
    *at = begin + (size ? size : utf8_size(s.ptr[begin]));
  }
  return false;
}
