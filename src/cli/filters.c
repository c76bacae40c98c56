/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/filters.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Name of the option of a rule. */
static const char *option_of(zhen_rule rule)
{
  return rule == ZHEN_RULE_PROBABILITY ? "min-prob" : zhen_rule_name(rule);
}

static int parse(const command *self, zhen_rule rule, const char *word,
                 double *value)
{
  char *end;

  *value = NAN;
  if (strcmp(word, "off") == 0)
    return EXIT_DONE;
  if (rule == ZHEN_RULE_DUPLICATE) {
    *value = 1;
    if (strcmp(word, "on") == 0)
      return EXIT_DONE;
    return say_usage(self, "--duplicate takes on or off, not '%s'", word);
  }
  *value = strtod(word, &end);
  if (end == word || *end || !isfinite(*value) || *value < 0)
    return say_usage(self, "--%s takes a number or off, not '%s'",
                     option_of(rule), word);
  if (rule == ZHEN_RULE_PROBABILITY && *value > 1)
    return say_usage(self, "--min-prob takes 0 to 1, not '%s'", word);
  if (rule == ZHEN_RULE_NEAR_DUPLICATE && *value > 3)
    return say_usage(self, "--near-duplicate takes 0 to 3 bits, not '%s'",
                     word);
  return EXIT_DONE;
}

static int set(const command *self, const filter_values *v, zhen_filter *f)
{
  for (unsigned i = ZHEN_RULE_NONE + 1; i < ZHEN_RULES; i++) {
    double value;

    if (v->rule[i]) {
      int failed = parse(self, (zhen_rule)i, v->rule[i], &value);

      if (failed)
        return failed;
      zhen_filter_set(f, (zhen_rule)i, value);
    } else if (v->only_given) {
      zhen_filter_set(f, (zhen_rule)i, NAN);
    }
  }
  return EXIT_DONE;
}

int filters_settle(const command *self, const filter_values *v,
                   zhen_filter **out)
{
  zhen_status status = zhen_filter_new(out);
  int failed;

  if (status != ZHEN_OK)
    return say_failure(status);
  failed = set(self, v, *out);
  if (failed) {
    zhen_filter_free(*out);
    *out = NULL;
  }
  return failed;
}
