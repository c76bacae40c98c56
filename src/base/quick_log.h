/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The natural logarithm of a positive normal number, inline and without
 * branches, so that loops over it are vectorized.
 *
 *   x = 2^k m,  sqrt(1/2) <= m < sqrt(2),  s = (m - 1) / (m + 1)
 *   log x = k log 2 + 2 (s + s^3/3 + s^5/5 + ... + s^11/11)
 *
 * As |s| < .1716, what is left of the series is below 2 s^13 / 13 / (1 - s^2),
 * which is 1.8e-11: the absolute error.
 */
#ifndef ZHEN_BASE_QUICK_LOG_H
#define ZHEN_BASE_QUICK_LOG_H

#include <stdint.h>
#include <string.h>

static inline double quick_log(double x)
{
  /* The bits of sqrt(1/2), and of 2^52, where doubles are integers. */
  const uint64_t half = 0x3FE6A09E667F3BCD, integers = 0x4330000000000000;
  const uint64_t bias = (uint64_t)1023 << 52;
  uint64_t bits, power;
  double m, k, s, z;

  memcpy(&bits, &x, sizeof bits);
  power = (bits - half + bias) >> 52;
  bits -= (power << 52) - bias;
  power |= integers;
  memcpy(&m, &bits, sizeof m);
  memcpy(&k, &power, sizeof k);
  k -= 0x1p52 + 1023;
  s = (m - 1) / (m + 1);
  z = s * s;
  return k * 0x1.62e42fefa39efp-1 +
         2 * s *
             (1 +
              z * (1. / 3 +
                   z * (1. / 5 + z * (1. / 7 + z * (1. / 9 + z * (1. / 11))))));
}

#endif
