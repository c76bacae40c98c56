/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sixteen bytes at a time, in the vectors of gcc and clang: the same results on
 * every machine. A comparison of lanes is 0xFF where it holds.
 */
#ifndef ZHEN_BASE_LANES_H
#define ZHEN_BASE_LANES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { LANES = 16 };

typedef unsigned char lanes __attribute__((vector_size(16)));

static inline lanes lanes_load(const void *bytes)
{
  lanes v;

  memcpy(&v, bytes, sizeof v);
  return v;
}

static inline lanes lanes_all(unsigned char c)
{
  return (lanes){c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c};
}

static inline lanes lanes_are(lanes v, unsigned char c)
{
  return (lanes)(v == lanes_all(c));
}

/* Lanes in [first, last]. */
static inline lanes lanes_between(lanes v, unsigned char first,
                                  unsigned char last)
{
  return (lanes)(v - lanes_all(first) <=
                 lanes_all((unsigned char)(last - first)));
}

/* A bit for each lane, the first one lowest: its highest bit. */
static inline unsigned lanes_bits(lanes v)
{
#ifdef __SSE2__
  return (unsigned)_mm_movemask_epi8((__m128i)v);
#else
  unsigned bits = 0;
  uint64_t half[2];

  memcpy(half, &v, sizeof half);
  for (int i = 0; i < 2; i++) {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    half[i] = __builtin_bswap64(half[i]);
#endif
    half[i] = half[i] >> 7 & 0x0101010101010101u;
    bits |= (unsigned)(half[i] * 0x0102040810204080u >> 56) << 8 * i;
  }
  return bits;
#endif
}

/* How many of these bytes are `c`. */
static inline size_t lanes_count(const char *bytes, size_t len, char c)
{
  size_t count = 0, at = 0;

  while (len - at >= LANES) {
    lanes sums = {0};

    for (int n = 0; n < 255 && len - at >= LANES; n++, at += LANES)
      sums -= lanes_are(lanes_load(bytes + at), (unsigned char)c);
    for (int i = 0; i < LANES; i++)
      count += sums[i];
  }
  for (; at < len; at++)
    count += bytes[at] == c;
  return count;
}

#endif
