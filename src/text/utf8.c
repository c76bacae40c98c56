/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8 as in Unicode 15, table 3-7, and character classes. */
#include "text/utf8.h"
#include "base/lanes.h"

#include <utf8proc.h>

enum { VALID_BLOCK = 4 * LANES };

static bool continues(const unsigned char *p, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if ((p[i] & 0xC0) != 0x80)
      return false;
  return true;
}

/* Length of the well-formed character at p, 0 if it is not one. */
static size_t character_size(const unsigned char *p, size_t left)
{
  unsigned char c = p[0];

  if (c < 0x80)
    return c != 0;
  if (c >= 0xC2 && c < 0xE0)
    return left >= 2 && continues(p + 1, 1) ? 2 : 0;
  if (c >= 0xE0 && c < 0xF0) {
    if (left < 3 || !continues(p + 1, 2))
      return 0;
    if ((c == 0xE0 && p[1] < 0xA0) || (c == 0xED && p[1] > 0x9F))
      return 0;
    return 3;
  }
  if (c >= 0xF0 && c < 0xF5) {
    if (left < 4 || !continues(p + 1, 3))
      return 0;
    if ((c == 0xF0 && p[1] < 0x90) || (c == 0xF4 && p[1] > 0x8F))
      return 0;
    return 4;
  }
  return 0;
}

/*
 * Whether the block at `p`, not the first of its text, is well-formed up to its
 * last character and has no NUL and no lead byte that restricts the next one.
 * Bits moved up show what a byte is: 10 continues, 11 leads one, 111 leads two.
 */
static bool is_plain_block(const unsigned char *p)
{
  lanes wrong = {0};

  for (int i = 0; i < VALID_BLOCK; i += LANES) {
    lanes b = lanes_load(p + i), one = lanes_load(p + i - 1);
    lanes two = lanes_load(p + i - 2), two_up = two + two;
    lanes led = (one & (one + one)) | (two & two_up & (two_up + two_up));

    wrong |= (b & ~(b + b)) ^ led;
    wrong |= lanes_are(b, 0) | lanes_are(b & lanes_all(0xFE), 0xC0) |
             lanes_are(b, 0xE0) | lanes_are(b, 0xED) |
             (lanes)(b >= lanes_all(0xF0));
  }
  return lanes_bits(wrong) == 0;
}

size_t utf8_valid(const unsigned char *bytes, size_t len)
{
  size_t at = 0, single = 2; /* characters before `single` one by one */

  while (at < len) {
    size_t size;

    if (at >= single && len - at >= VALID_BLOCK) {
      if (is_plain_block(bytes + at)) {
        at += VALID_BLOCK;
        while ((bytes[at - 1] & 0xC0) == 0x80)
          at--;
        at -= bytes[at - 1] >= 0x80;
        continue;
      }
      single = at + VALID_BLOCK;
    }
    size = character_size(bytes + at, len - at);
    if (size == 0)
      break;
    at += size;
  }
  return at;
}

size_t utf8_length(zhen_str s)
{
  size_t n = 0;

  for (size_t i = 0; i < s.len; i++)
    n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
  return n;
}

bool rune_is_space(uint32_t r)
{
  if (r < 0x80)
    return r == ' ' || (r >= '\t' && r <= '\r');
  if (r > 0x3000) /* the last one, except a byte order mark */
    return r == 0xFEFF;
  switch (utf8proc_category((utf8proc_int32_t)r)) {
  case UTF8PROC_CATEGORY_ZS:
  case UTF8PROC_CATEGORY_ZL:
  case UTF8PROC_CATEGORY_ZP:
    return true;
  default:
    return r == 0x85 || r == 0x200B;
  }
}

static bool is_wide(uint32_t rune)
{
  return rune > 0x2E00 && utf8proc_charwidth((utf8proc_int32_t)rune) == 2;
}

/* Marks of both languages, wide in Chinese: ’ ” — … · */
static bool is_either(uint32_t rune)
{
  return rune == 0xB7 || (rune >= 0x2014 && rune <= 0x201D) || rune == 0x2026;
}

bool runes_join(uint32_t before, uint32_t after)
{
  return (is_wide(before) && (is_wide(after) || is_either(after))) ||
         (is_either(before) && is_wide(after));
}

size_t str_find(zhen_str s, size_t from, char byte)
{
  const char *p =
      from < s.len ? memchr(s.ptr + from, byte, s.len - from) : NULL;

  return p ? (size_t)(p - s.ptr) : s.len;
}

zhen_str str_take_line(zhen_str *rest)
{
  size_t end = str_find(*rest, 0, '\n');
  zhen_str line = str_part(*rest, 0, end);

  *rest = str_after(*rest, end < rest->len ? end + 1 : end);
  if (line.len > 0 && line.ptr[line.len - 1] == '\r')
    line.len--;
  return line;
}

zhen_str str_trim(zhen_str s)
{
  size_t size;

  while (s.len > 0 && rune_is_space(utf8_at(s, 0, &size))) {
    s.ptr += size;
    s.len -= size;
  }
  while (s.len > 0) {
    size_t last = utf8_before(s, s.len);

    if (!rune_is_space(utf8_at(s, last, &size)))
      break;
    s.len = last;
  }
  return s;
}

bool str_begins(zhen_str s, const char *prefix)
{
  size_t len = strlen(prefix);

  return s.len >= len && memcmp(s.ptr, prefix, len) == 0;
}
