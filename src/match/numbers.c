/* SPDX-License-Identifier: Apache-2.0 */
#include "match/numbers.h"
#include "base/system.h"
#include "text/utf8.h"

#include <string.h>

enum { MOST = 100000000 /* longer runs of digits are no numbers */ };

/* The value of a digit; 10 and 100 are units; -1: none. */
static int digit_of(uint32_t rune)
{
  static const uint32_t han[] = {
      0x96F6 /* 零 */, 0x4E00 /* 一 */, 0x4E8C /* 二 */, 0x4E09 /* 三 */,
      0x56DB /* 四 */, 0x4E94 /* 五 */, 0x516D /* 六 */, 0x4E03 /* 七 */,
      0x516B /* 八 */, 0x4E5D /* 九 */, 0x5341 /* 十 */};

  if (rune >= '0' && rune <= '9')
    return (int)(rune - '0');
  if (rune >= 0xFF10 && rune <= 0xFF19)
    return (int)(rune - 0xFF10);
  if (rune == 0x3007 /* 〇 */)
    return 0;
  if (rune == 0x767E /* 百 */)
    return 100;
  for (size_t i = 0; i < sizeof han / sizeof *han; i++)
    if (han[i] == rune)
      return (int)i;
  return -1;
}

/* The run of digits at `*at`: 105, 一百零五, 十二. */
static long take_number(zhen_str s, size_t *at)
{
  long value = 0, digits = 0;

  while (*at < s.len) {
    size_t size;
    int d = digit_of(utf8_at(s, *at, &size));

    if (d < 0)
      break;
    *at += size;
    if (d >= 10) {
      value += (digits ? digits : 1) * d;
      digits = 0;
    } else if (digits < MOST) {
      digits = digits * 10 + d;
    }
  }
  return value + digits;
}

static void add_first(name_numbers *n, long value)
{
  memmove(n->at + 1, n->at, (MAX_NUMBERS - 1) * sizeof *n->at);
  n->at[0] = value;
  n->count += n->count < MAX_NUMBERS;
}

name_numbers numbers_of(const char *name, size_t len)
{
  const char *slash = system_last(name, '/', len);
  size_t from = slash ? (size_t)(slash - name) + 1 : 0;
  zhen_str s = {name + from, len - from};
  name_numbers out = {0};

  for (size_t at = 0; at < s.len;) {
    size_t size;

    if (digit_of(utf8_at(s, at, &size)) >= 0)
      add_first(&out, take_number(s, &at));
    else
      at += size;
  }
  return out;
}

bool numbers_fit(const name_numbers *zh, const name_numbers *en, long offset)
{
  if (zh->count != en->count || zh->count == 0)
    return false;
  for (size_t i = 1; i < zh->count; i++)
    if (zh->at[i] != en->at[i])
      return false;
  return zh->at[0] - en->at[0] == offset;
}
