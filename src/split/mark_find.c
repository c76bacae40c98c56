/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Search marks by their bytes, without decoding. Between two marks there are
 * some thirty bytes; most of the time of splitting would be spent there.
 */
#include "base/lanes.h"
#include "split/marks.h"

enum {
  MOST_AHEAD = 2, /* bytes of a character after its first one */
  ALL_LANES = 0xFFFF
};

/* Line breaks, ! " ' ( ) . ; ? and square and curly brackets. */
static lanes are_ascii_marks(lanes b)
{
  lanes upper = b & lanes_all(0xDF); /* { } to [ ] */

  return lanes_between(b, '\n', '\r') | lanes_between(b, '!', '"') |
         lanes_between(b, '\'', ')') | lanes_are(b, '.') | lanes_are(b, ';') |
         lanes_are(b, '?') | lanes_are(upper, '[') | lanes_are(upper, ']');
}

/*
 * The first bytes of characters from the blocks that contain marks: U+0080,
 * U+2000, U+3000, U+F000; without the Chinese comma, colon and dash and the
 * enumeration comma, at which nothing is to be decided.
 */
static lanes are_wide_marks(lanes b, const char *p)
{
  lanes second = lanes_load(p + 1), third = lanes_load(p + 2);
  lanes form = lanes_are(b, 0xEF), cjk = lanes_are(b, 0xE3);
  lanes general = lanes_are(b, 0xE2);

  form &= ~(lanes_are(second, 0xBC) &
            (lanes_are(third, 0x8C) | lanes_are(third, 0x9A)));
  cjk &= ~(lanes_are(second, 0x80) & lanes_are(third, 0x81));
  general &= ~(lanes_are(second, 0x80) & lanes_are(third, 0x94));
  return form | cjk | general | lanes_are(b, 0xC2);
}

static uint64_t find(const char *p)
{
  uint64_t found = 0;

  for (int i = 0; i < MARK_BLOCK; i += LANES) {
    lanes b = lanes_load(p + i), marks = {0};
    unsigned wide = lanes_bits(b);

    if (wide != ALL_LANES)
      marks |= are_ascii_marks(b);
    if (wide != 0)
      marks |= are_wide_marks(b, p + i);
    found |= (uint64_t)lanes_bits(marks) << i;
  }
  return found;
}

uint64_t mark_find(zhen_str text, size_t block)
{
  char end[MARK_BLOCK + MOST_AHEAD] = {0};
  size_t left = text.len - block;

  if (left >= sizeof end)
    return find(text.ptr + block);
  memcpy(end, text.ptr + block, left);
  return find(end);
}
