/* SPDX-License-Identifier: Apache-2.0 */
#include "base/md5.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { BLOCK_BYTES = 64 };

static uint32_t rotate(uint32_t x, unsigned n)
{
  return x << n | x >> (32 - n);
}

static uint32_t word_at(const unsigned char *p)
{
  return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
         (uint32_t)p[3] << 24;
}

/* Section 3.4: F, G, H and I, and the words they take. */
static void add_block(uint32_t state[4], const unsigned char *block)
{
  static const unsigned shifts[4][4] = {
      {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3];

  for (unsigned i = 0; i < 64; i++) {
    uint32_t f[4] = {(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d,
                     c ^ (b | ~d)};
    unsigned word[4] = {i, 5 * i + 1, 3 * i + 5, 7 * i};
    uint32_t sine = (uint32_t)(fabs(sin(i + 1)) * 4294967296.0);
    uint32_t sum =
        a + f[i / 16] + sine + word_at(block + 4 * (word[i / 16] % 16));

    a = d;
    d = c;
    c = b;
    b += rotate(sum, shifts[i / 16][i % 4]);
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
}

void md5_hex(const void *bytes, size_t len, char out[MD5_HEX_BYTES])
{
  uint32_t state[4] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476};
  unsigned char tail[2 * BLOCK_BYTES] = {0};
  size_t whole = len / BLOCK_BYTES, rest = len % BLOCK_BYTES;
  size_t blocks = rest < 56 ? 1 : 2;
  uint64_t bits = (uint64_t)len * 8;

  for (size_t i = 0; i < whole; i++)
    add_block(state, (const unsigned char *)bytes + i * BLOCK_BYTES);
  if (rest > 0)
    memcpy(tail, (const unsigned char *)bytes + whole * BLOCK_BYTES, rest);
  tail[rest] = 0x80;
  for (size_t i = 0; i < 8; i++)
    tail[blocks * BLOCK_BYTES - 8 + i] = (unsigned char)(bits >> (8 * i));
  for (size_t i = 0; i < blocks; i++)
    add_block(state, tail + i * BLOCK_BYTES);
  for (size_t i = 0; i < 16; i++)
    snprintf(out + 2 * i, 3, "%02x",
             (unsigned)(state[i / 4] >> (8 * (i % 4)) & 0xFF));
}
