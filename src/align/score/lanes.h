/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Four floats at once, with the vector extensions of gcc and clang: what a
 * machine has no instruction for is done one by one, with the same result.
 */
#ifndef ZHEN_ALIGN_SCORE_LANES_H
#define ZHEN_ALIGN_SCORE_LANES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { LANES = 4 };

typedef float lanes __attribute__((vector_size(16)));
typedef int32_t lane_mask __attribute__((vector_size(16))); /* each 0 or -1 */

static inline lanes lanes_at(const float *at)
{
  lanes x;

  memcpy(&x, at, sizeof x);
  return x;
}

static inline void lanes_put(float *at, lanes x)
{
  memcpy(at, &x, sizeof x);
}

static inline lanes lanes_of(float x)
{
  return (lanes){x, x, x, x};
}

/* a where the mask is set, b elsewhere */
static inline lanes lanes_choose(lane_mask mask, lanes a, lanes b)
{
  return (lanes)((mask & (lane_mask)a) | (~mask & (lane_mask)b));
}

static inline lanes lanes_max(lanes a, lanes b)
{
  return lanes_choose(a > b, a, b);
}

static inline lanes lanes_abs(lanes x)
{
  return (lanes)((lane_mask)x & 0x7FFFFFFF);
}

static inline bool lanes_any(lane_mask mask)
{
  uint64_t half[2];

  memcpy(half, &mask, sizeof half);
  return (half[0] | half[1]) != 0;
}

/* Up to the next multiple of LANES. */
static inline uint32_t lanes_up(uint32_t n)
{
  return (n + LANES - 1) / LANES * LANES;
}

#endif
