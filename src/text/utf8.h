/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Iterating over valid UTF-8, and the character classes used in the whole
 * library. Only for a zhen_str: nothing is validated here.
 */
#ifndef ZHEN_TEXT_UTF8_H
#define ZHEN_TEXT_UTF8_H

#include <stdbool.h>
#include <zhen/text.h>

/* Bytes of the character whose first byte is given. */
static inline size_t utf8_size(char first)
{
  unsigned char c = (unsigned char)first;

  return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

/* The character at `at`, which is before the end; `*size` bytes long. */
static inline uint32_t utf8_at(zhen_str s, size_t at, size_t *size)
{
  const unsigned char *p = (const unsigned char *)s.ptr + at;

  *size = utf8_size(s.ptr[at]);
  switch (*size) {
  case 1:
    return p[0];
  case 2:
    return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
  case 3:
    return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 |
           (p[2] & 0x3F);
  default:
    return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
           (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
  }
}

/* The character at `*at`, and advance; 0 at the end. */
static inline uint32_t utf8_next(zhen_str s, size_t *at)
{
  size_t size;
  uint32_t rune;

  if (*at >= s.len)
    return 0;
  rune = utf8_at(s, *at, &size);
  *at += size;
  return rune;
}

/* Where the character before `at` starts; `at` is not 0. */
static inline size_t utf8_before(zhen_str s, size_t at)
{
  do
    at--;
  while (at > 0 && ((unsigned char)s.ptr[at] & 0xC0) == 0x80);
  return at;
}

/* Length of the valid UTF-8 at the start of `len` bytes; NUL is not valid. */
size_t utf8_valid(const unsigned char *bytes, size_t len);

/* Number of characters. */
size_t utf8_length(zhen_str s);

/* Ideographs, including 〇. */
static inline bool rune_is_han(uint32_t r)
{
  return (r >= 0x4E00 && r <= 0x9FFF) || (r >= 0x3400 && r <= 0x4DBF) ||
         r == 0x3005 || r == 0x3007 || (r >= 0xF900 && r <= 0xFAFF) ||
         (r >= 0x20000 && r <= 0x323AF);
}

/* Letters, including full-width ones. */
static inline bool rune_is_latin(uint32_t r)
{
  if (r < 0x80)
    return (r | 0x20) >= 'a' && (r | 0x20) <= 'z';
  if (r < 0xC0 || r == 0xD7 || r == 0xF7)
    return r == 0xAA || r == 0xBA;
  return r < 0x250 || (r >= 0x1E00 && r < 0x1F00) ||
         (r >= 0xFF21 && r <= 0xFF3A) || (r >= 0xFF41 && r <= 0xFF5A);
}

bool rune_is_space(uint32_t rune); /* white space, U+3000, zero width */

/* Whether a line break between the two is nothing, not a space: Chinese. */
bool runes_join(uint32_t before, uint32_t after);

/* Position of the next such byte at or after `from`; the length if none. */
size_t str_find(zhen_str s, size_t from, char byte);

/* Bytes [begin, end) of a string. */
static inline zhen_str str_part(zhen_str s, size_t begin, size_t end)
{
  return (zhen_str){begin ? s.ptr + begin : s.ptr, end - begin};
}

/* The string without leading and trailing white space. */
zhen_str str_trim(zhen_str s);

/* The first line of `*rest` without LF or CR LF, and take it away. */
zhen_str str_take_line(zhen_str *rest);

bool str_begins(zhen_str s, const char *prefix);

/* `s` without its first `n` bytes. */
static inline zhen_str str_after(zhen_str s, size_t n)
{
  return (zhen_str){n ? s.ptr + n : s.ptr, s.len - n};
}

#endif
