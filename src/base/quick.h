/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The logarithm and the exponential, inline and without branches: loops over
 * them are vectorized. Their errors are far below what floats hold, so that a
 * sum of them shows it in no digit that is written.
 */
#ifndef ZHEN_BASE_QUICK_H
#define ZHEN_BASE_QUICK_H

#include <stdint.h>
#include <string.h>

#define QUICK_LOG_2 0x1.62e42fefa39efp-1

/*
 * The natural logarithm of a positive normal number.
 *
 *   x = 2^k m,  sqrt(1/2) <= m < sqrt(2),  s = (m - 1) / (m + 1)
 *   log x = k log 2 + 2 (s + s^3/3 + s^5/5 + ... + s^11/11)
 *
 * As |s| < .1716, what is left of the series is below 2 s^13 / 13 / (1 - s^2),
 * which is 1.8e-11: the absolute error.
 */
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
  return k * QUICK_LOG_2 +
         2 * s *
             (1 +
              z * (1. / 3 +
                   z * (1. / 5 + z * (1. / 7 + z * (1. / 9 + z * (1. / 11))))));
}

/*
 * e^x for x <= 700; 0 below -708.
 *
 *   x = k log 2 + r,  |r| <= log(2) / 2,  e^x = 2^k (1 + r + ... + r^9 / 9!)
 *
 * What is left of the series is below r^10 / 10! / (1 - r), 1.1e-11, and k log
 * 2 is rounded by at most 2e-13: the relative error is below 2e-11.
 */
static inline double quick_exp(double x)
{
  const double round = 0x1.8p52; /* where doubles are integers of any sign */
  double k, r, sum, power;
  uint64_t bits;

  k = (x > -708 ? x : -708) * (1 / QUICK_LOG_2) + round;
  memcpy(&bits, &k, sizeof bits);
  k -= round;
  r = (x > -708 ? x : -708) - k * QUICK_LOG_2;
  sum = 1. / 40320 + r * (1. / 362880);
  sum = 1. / 720 + r * (1. / 5040 + r * sum);
  sum = 1. / 24 + r * (1. / 120 + r * sum);
  sum = 1. / 2 + r * (1. / 6 + r * sum);
  sum = 1 + r * (1 + r * sum);
  bits = (bits + 1023) << 52;
  memcpy(&power, &bits, sizeof power);
  return x > -708 ? sum * power : 0;
}

#endif
