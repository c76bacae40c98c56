/* SPDX-License-Identifier: Apache-2.0 */
/* Conditions that the rules of both languages use. */
#include "split/rules.h"
#include "split/marks.h"
#include "text/utf8.h"

#include <string.h>

/* Bounds on the text that each condition examines. */
enum { MOST_SKIPPED = 32, LONGEST_WORD = 64, LONGEST_LABEL = 64 };

bool str_is_one_of(zhen_str s, const char *const *list)
{
  for (; s.len > 0 && *list; list++)
    if (**list == *s.ptr && strncmp(*list, s.ptr, s.len) == 0 &&
        (*list)[s.len] == '\0')
      return true;
  return false;
}

static bool leads_in(uint32_t rune)
{
  mark m = mark_of(rune);

  return mark_opens(m) || m == MARK_STRAIGHT || m == MARK_TICK ||
         m == MARK_DASH || rune == '*' || rune == '_' || rune == 0xA1 ||
         rune == 0xBF || rune == 0x2022;
}

static bool is_ascii_letter(char c)
{
  return (unsigned char)((c | 0x20) - 'a') < 26;
}

static zhen_str first_letters(zhen_str s)
{
  size_t at = 0;
  size_t size;

  while (at < s.len && is_ascii_letter(s.ptr[at]))
    at++;
  while (at < s.len && s.ptr[at] & 0x80 && rune_is_latin(utf8_at(s, at, &size)))
    at += size;
  return (zhen_str){s.ptr, at};
}

static zhen_str str_from(zhen_str s, size_t at)
{
  return (zhen_str){s.ptr + at, s.len - at};
}

follow rules_follow(zhen_str after)
{
  follow f = {.rest = after};
  size_t size;

  if (after.len > 1 && after.ptr[0] == ' ' && is_ascii_letter(after.ptr[1])) {
    f.rest = str_from(after, 1);
    return (follow){.rest = f.rest,
                    .word = first_letters(f.rest),
                    .rune = (unsigned char)after.ptr[1],
                    .space = true};
  }
  for (int skipped = 0; f.rest.len > 0 && skipped < MOST_SKIPPED; skipped++) {
    uint32_t rune = utf8_at(f.rest, 0, &size);

    if (mark_of(rune) == MARK_BREAK)
      return (follow){.rest = {f.rest.ptr, 0}, .space = true};
    if (mark_is_space(rune))
      f.space = true;
    else if (!leads_in(rune)) {
      f.rune = rune;
      break;
    } else if (mark_of(rune) == MARK_OPEN_BRACKET)
      f.bracket = true;
    f.rest = str_from(f.rest, size);
  }
  f.word = first_letters(f.rest);
  return f;
}

static bool is_word_byte(unsigned char c)
{
  return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') ||
         c == '.' || c == '-' || c == '&';
}

zhen_str rules_last_word(zhen_str text)
{
  size_t at = text.len;

  while (at > 0 && text.len - at < LONGEST_WORD) {
    size_t size;
    size_t before = at - 1;

    if (text.ptr[before] & 0x80) {
      before = utf8_before(text, at);
      if (!rune_is_latin(utf8_at(text, before, &size)))
        break;
    } else if (!is_word_byte((unsigned char)text.ptr[before]))
      break;
    at = before;
  }
  return str_from(text, at);
}

bool rules_is_number_zh(uint32_t rune)
{
  switch (rune) {
  case 0x4E00: /* 一 */
  case 0x4E8C: /* 二 */
  case 0x4E09: /* 三 */
  case 0x56DB: /* 四 */
  case 0x4E94: /* 五 */
  case 0x516D: /* 六 */
  case 0x4E03: /* 七 */
  case 0x516B: /* 八 */
  case 0x4E5D: /* 九 */
  case 0x5341: /* 十 */
  case 0x767E: /* 百 */
  case 0x3007: /* 〇 */
    return true;
  default:
    return false;
  }
}

static bool is_roman(uint32_t rune)
{
  return rune == 'I' || rune == 'V' || rune == 'X' || rune == 'i' ||
         rune == 'v' || rune == 'x';
}

/* 1, 12, 3.2, 3.2.1; not years. */
static bool is_numeric_label(zhen_str s)
{
  size_t at = 0;
  unsigned digits = 0;

  while (at < s.len) {
    uint32_t rune = utf8_next(s, &at);

    if (rune_is_digit(rune))
      digits++;
    else if (mark_of(rune) == MARK_DOT && digits > 0)
      digits = 0;
    else
      return false;
    if (digits > 3)
      return false;
  }
  return digits > 0;
}

bool rules_is_label(zhen_str text)
{
  zhen_str s =
      text.len > LONGEST_LABEL ? (zhen_str){0} : rules_follow(text).rest;
  size_t at = 0;
  size_t runes = 0;
  bool letter = true;
  bool roman = true;
  bool number_zh = true;
  bool numeric = true;

  while (at < s.len && (letter || roman || number_zh || numeric)) {
    uint32_t rune = utf8_next(s, &at);

    runes++;
    letter = letter && runes == 1 && rune_is_latin(rune);
    roman = roman && runes <= 5 && is_roman(rune);
    number_zh = number_zh && runes <= 4 && rules_is_number_zh(rune);
    numeric = numeric && runes <= 12 &&
              (rune_is_digit(rune) || mark_of(rune) == MARK_DOT);
  }
  if (runes == 0)
    return false;
  return letter || roman || number_zh || (numeric && is_numeric_label(s));
}
