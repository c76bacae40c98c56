/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Four floats at once, with the vector extensions of gcc and clang: what a
 * machine has no instruction for is done one by one, with the same result.
 */
#ifndef ZHEN_ALIGN_SCORE_FLOATS_H
#define ZHEN_ALIGN_SCORE_FLOATS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { FLOATS = 4 };

typedef float floats __attribute__((vector_size(16)));
typedef int32_t float_mask __attribute__((vector_size(16))); /* each 0 or -1 */

static inline floats floats_at(const float *at)
{
  floats x;

  memcpy(&x, at, sizeof x);
  return x;
}

static inline void floats_put(float *at, floats x)
{
  memcpy(at, &x, sizeof x);
}

static inline floats floats_of(float x)
{
  return (floats){x, x, x, x};
}

/* a where the mask is set, b elsewhere */
static inline floats floats_choose(float_mask mask, floats a, floats b)
{
  return (floats)((mask & (float_mask)a) | (~mask & (float_mask)b));
}

static inline floats floats_max(floats a, floats b)
{
  return floats_choose(a > b, a, b);
}

static inline floats floats_abs(floats x)
{
  return (floats)((float_mask)x & 0x7FFFFFFF);
}

static inline bool floats_any(float_mask mask)
{
  uint64_t half[2];

  memcpy(half, &mask, sizeof half);
  return (half[0] | half[1]) != 0;
}

/* Up to the next multiple of FLOATS. */
static inline uint32_t floats_up(uint32_t n)
{
  return (n + FLOATS - 1) / FLOATS * FLOATS;
}

#endif
