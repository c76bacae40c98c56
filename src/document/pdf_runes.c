/* SPDX-License-Identifier: Apache-2.0 */
#include "document/pdf_runes.h"

#include <stdlib.h>
#include <utf8proc.h>

typedef struct radical {
  uint16_t rune, ideograph;
} radical;

/* Radicals that have no decomposition, though they look like an ideograph.
   Sorted. */
static const radical radicals[] = {
    {0x2EA0, 0x6C11}, {0x2EAE, 0x7AF9}, {0x2EC1, 0x864E}, {0x2EC4, 0x897F},
    {0x2EC5, 0x89C1}, {0x2EC6, 0x89D2}, {0x2EC9, 0x8D1D}, {0x2ECB, 0x8F66},
    {0x2ED1, 0x9577}, {0x2ED3, 0x957F}, {0x2ED4, 0x95E8}, {0x2ED7, 0x96E8},
    {0x2ED8, 0x9752}, {0x2ED9, 0x97E6}, {0x2EDA, 0x9875}, {0x2EDB, 0x98CE},
    {0x2EDC, 0x98DE}, {0x2EDD, 0x98DF}, {0x2EE2, 0x9A6C}, {0x2EE3, 0x9AA8},
    {0x2EE4, 0x9B3C}, {0x2EE5, 0x9C7C}, {0x2EE6, 0x9E1F}, {0x2EE7, 0x5364},
    {0x2EE8, 0x9EA6}, {0x2EE9, 0x9EC4}, {0x2EEA, 0x9EFE}, {0x2EEC, 0x9F50},
    {0x2EEE, 0x9F7F}, {0x2EF0, 0x9F99},
};

static int compare_rune(const void *key, const void *entry)
{
  uint32_t rune = *(const uint32_t *)key,
           other = ((const radical *)entry)->rune;

  return (rune > other) - (rune < other);
}

static bool is_special(uint32_t rune)
{
  return (rune >= 0x2E80 && rune <= 0x2FDF) || /* radicals */
         (rune >= 0xF900 && rune <= 0xFAFF) || /* compatibility ideographs */
         (rune >= 0xFB00 && rune <= 0xFB06) || /* ff fi fl ffi ffl */
         (rune >= 0x2F800 && rune <= 0x2FA1F);
}

static void put_special(buf *out, uint32_t rune)
{
  enum { ROOM = 8 };
  utf8proc_int32_t to[ROOM] = {0};
  int last = UTF8PROC_BOUNDCLASS_START;
  const radical *found =
      bsearch(&rune, radicals, sizeof radicals / sizeof *radicals,
              sizeof *radicals, compare_rune);
  utf8proc_ssize_t n = found ? 0
                             : utf8proc_decompose_char(
                                   (utf8proc_int32_t)rune, to, ROOM,
                                   UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &last);

  if (found)
    buf_put_rune(out, found->ideograph);
  for (utf8proc_ssize_t i = 0; i < n && i < ROOM; i++)
    buf_put_rune(out, (uint32_t)to[i]);
}

/* A soft hyphen is nothing within a line and a hyphen at its end. */
static void put_soft_hyphen(buf *out, bool at_end)
{
  if (at_end)
    buf_putc(out, '-');
}

void pdf_runes_put(buf *out, zhen_str s)
{
  for (size_t at = 0; at < s.len;) {
    size_t begin = at;
    uint32_t rune = utf8_next(s, &at);

    if (rune == 0xAD)
      put_soft_hyphen(out, at == s.len);
    else if (is_special(rune))
      put_special(out, rune);
    else
      buf_put(out, s.ptr + begin, at - begin);
  }
}
