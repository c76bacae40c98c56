/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Characters that result from decoding bytes with the wrong encoding:
 *
 *   U+FFFD         and the same read as GBK, 锟斤拷
 *   æ–‡ â€™ Ã©    UTF-8 read as CP1252 or Latin-1
 *   ÖÐÎÄ         GBK read as Latin-1: consecutive letters above ASCII
 *   鏂囧瓧        UTF-8 read as GBK: characters that are otherwise rare
 */
#include "filter/measures.h"
#include "text/utf8.h"

#include <string.h>

enum { LATIN_RUN = 4, RARE_SHARE = 10 };

/*
 * In UTF-8 read as GBK nearly a third of the characters are in this list, in
 * other Chinese text about one in 100,000: the most common ones in a million
 * characters read that way, without those that are common in Chinese.
 */
/* Ordered by code point: 涓 is 0x6D93, 锛 0x951B, 銆 0x9286. */
static const uint16_t rare[] = {
    0x509A, 0x509B, 0x509D, 0x52EB, 0x52EC, 0x579C, 0x5A09, 0x5B2A, 0x5BEE,
    0x5BF0, 0x5C7C, 0x5C7D, 0x5C7E, 0x5D85, 0x6564, 0x6769, 0x69F8, 0x6B91,
    0x6D5C, 0x6D60, 0x6D63, 0x6D7C, 0x6D93, 0x6D94, 0x6E41, 0x6E6A, 0x6FB6,
    0x701B, 0x7039, 0x704F, 0x741B, 0x7481, 0x7487, 0x7AF4, 0x7B09, 0x7D1D,
    0x7F01, 0x9286, 0x934F, 0x9351, 0x9352, 0x9359, 0x935A, 0x9366, 0x93B4,
    0x93B5, 0x93C1, 0x93C2, 0x93C4, 0x9422, 0x9428, 0x951B, 0x95B2,
};

static bool is_rare(uint32_t r)
{
  size_t low = 0, high = sizeof rare / sizeof *rare;

  while (low < high) {
    size_t middle = low + (high - low) / 2;

    if (rare[middle] < r)
      low = middle + 1;
    else
      high = middle;
  }
  return low < sizeof rare / sizeof *rare && rare[low] == r;
}

/* The byte that CP1252 (Latin-1 where it has none) decodes to `r`; else 0. */
static unsigned byte_1252(uint32_t r)
{
  static const uint16_t high[32] = {
      0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
      0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
      0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

  if (r >= 0x80 && r < 0x100)
    return r;
  for (unsigned i = 0; i < 32 && r > 0x100; i++)
    if (high[i] == r)
      return 0x80 + i;
  return 0;
}

/*
 * Characters at `at` whose bytes in CP1252 are one UTF-8 character: one of
 * Latin-1, a quotation mark or other punctuation, an ideograph, an emoji.
 */
static size_t misread_utf8(zhen_str s, size_t at)
{
  unsigned lead = byte_1252(utf8_next(s, &at));
  size_t more = lead == 0xC2 || lead == 0xC3                     ? 1
                : (lead >= 0xE2 && lead <= 0xE9) || lead == 0xEF ? 2
                : lead == 0xF0                                   ? 3
                                                                 : 0;

  for (size_t i = 0; i < more; i++) {
    unsigned byte = byte_1252(utf8_next(s, &at));

    if (byte < 0x80 || byte >= 0xC0)
      return 0;
  }
  return more ? more + 1 : 0;
}

static bool is_latin1(uint32_t r)
{
  return r > 0xA0 && r < 0x100;
}

typedef struct mojibake {
  size_t certain, rare, han;
  size_t run, letters; /* of Latin-1 in a row, and of them those from À on */
} mojibake;

static void end_run(mojibake *n)
{
  if (n->run >= LATIN_RUN && n->letters * 2 >= n->run)
    n->certain += n->run;
  n->run = n->letters = 0;
}

static void look_at(mojibake *n, zhen_str s, size_t end, uint32_t r)
{
  n->certain += r == 0xFFFD;
  if (is_latin1(r)) {
    n->run++;
    n->letters += r >= 0xC0;
  } else {
    end_run(n);
  }
  if (rune_is_han(r)) {
    n->han++;
    n->rare += is_rare(r);
    if (r == 0x951F && end + 6 <= s.len && memcmp(s.ptr + end, "斤拷", 6) == 0)
      n->certain += 3;
  }
}

size_t filter_mojibake(zhen_str s)
{
  mojibake n = {0};

  for (size_t at = 0; at < s.len;) {
    size_t misread;
    uint32_t r;

    if ((unsigned char)s.ptr[at] < 0x80) {
      end_run(&n);
      at++;
      continue;
    }
    misread = misread_utf8(s, at);
    r = utf8_next(s, &at);
    look_at(&n, s, at, r);
    /* the other characters are checked as well, and cannot come first */
    n.certain += misread;
  }
  end_run(&n);
  if (n.rare > 1 && n.rare * RARE_SHARE > n.han)
    n.certain += n.rare;
  return n.certain;
}
