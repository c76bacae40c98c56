/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_SEARCH_LOGS_H
#define ZHEN_ALIGN_SEARCH_LOGS_H

#include "base/quick.h"

#include <float.h>

/* The log of the sum of two probabilities; -DBL_MAX is the log of 0. */
static inline double add_logs(double a, double b)
{
  double high = a > b ? a : b, low = a > b ? b : a;

  return low <= -DBL_MAX ? high : high + quick_log(1 + quick_exp(low - high));
}

#endif
