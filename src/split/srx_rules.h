/* SPDX-License-Identifier: Apache-2.0 */
/* What was read of SRX files. */
#ifndef ZHEN_SPLIT_SRX_RULES_H
#define ZHEN_SPLIT_SRX_RULES_H

#include "base/buf.h"

typedef struct URegularExpression URegularExpression; /* of ICU */

typedef struct srx_rule {
  URegularExpression *pattern;
  const char *path; /* its source; owned by the rules */
  long line;
  bool breaks;
  bool zh, en; /* its languages */
} srx_rule;

struct srx {
  arena strings;
  srx_rule *rule;
  size_t count, capacity;
};

/* ICU's limit on the work of a rule on a text, 10,000 steps of its engine each:
   in proportion to its length. */
static inline int32_t srx_step_limit(size_t len)
{
  enum { STEPS_MIN = 5, BYTES_PER_STEP = 20 };
  size_t steps = STEPS_MIN + len / BYTES_PER_STEP;

  return steps < INT32_MAX ? (int32_t)steps : INT32_MAX;
}

#endif
