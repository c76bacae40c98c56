/* SPDX-License-Identifier: Apache-2.0 */
/* The options of the filter rules, for all commands that have them. */
#ifndef ZHEN_CLI_FILTERS_H
#define ZHEN_CLI_FILTERS_H

#include "cli/cli.h"

#include <stddef.h>

typedef struct filter_values {
  const char *rule[ZHEN_RULES]; /* a number or "off"; NULL: the default */
  bool only_given;              /* rules without an option are not asked */
} filter_values;

#define FILTER_OPTION(type, field, rule_name, long_name, argument, help,       \
                      preset)                                                  \
  {                                                                            \
    0, long_name, OPTION_STRING,                                               \
        offsetof(type, field.rule[ZHEN_RULE_##rule_name]), argument, help,     \
        preset                                                                 \
  }

/*
 * Rows of an option table whose struct `type` has a filter_values `field`. The
 * defaults are those of zhen_rule_default(), written out.
 */
#define FILTER_OPTIONS(type, field)                                            \
  FILTER_OPTION(type, field, PROBABILITY, "min-prob", "P",                     \
                "drop pairs less probable than P", "0.5"),                     \
      FILTER_OPTION(type, field, MIN_LENGTH, "min-length", "N",                \
                    "fewest characters on a side", "1"),                       \
      FILTER_OPTION(type, field, MAX_LENGTH, "max-length", "N",                \
                    "most characters on a side", "1024"),                      \
      FILTER_OPTION(type, field, MOJIBAKE, "mojibake", "N",                    \
                    "most characters of a wrong decoding", "0"),               \
      FILTER_OPTION(type, field, HTML, "html", "N",                            \
                    "most tags and character references", "0"),                \
      FILTER_OPTION(type, field, ALPHABET, "alphabet", "SHARE",                \
                    "least share of letters on a side", "0.3"),                \
      FILTER_OPTION(type, field, LANGUAGE_ZH, "language-zh", "SHARE",          \
                    "how Chinese the Chinese side is, 0 to 1", "0.2"),         \
      FILTER_OPTION(type, field, LANGUAGE_EN, "language-en", "SHARE",          \
                    "how English the English side is, 0 to 1", "0.3"),         \
      FILTER_OPTION(type, field, COPIED, "copied", "SHARE",                    \
                    "most of the English words on the Chinese side", "0.8"),   \
      FILTER_OPTION(type, field, LENGTH_RATIO, "length-ratio", "X",            \
                    "most times longer than a translation is", "4"),           \
      FILTER_OPTION(type, field, LENGTH_Z, "length-z", "Z",                    \
                    "most standard deviations of length", "4"),                \
      FILTER_OPTION(type, field, NUMBERS, "numbers", "SHARE",                  \
                    "least share of numbers on both sides", "0.5"),            \
      FILTER_OPTION(type, field, URLS, "urls", "N",                            \
                    "most URLs and addresses on one side only", "0"),          \
      FILTER_OPTION(type, field, PUNCTUATION, "punctuation", "N",              \
                    "most sentence ends more on one side", "4"),               \
      FILTER_OPTION(type, field, REPETITION, "repetition", "N",                \
                    "most times that a phrase follows itself", "4"),           \
      FILTER_OPTION(type, field, DUPLICATE, "duplicate", "on|off",             \
                    "drop pairs that were there already", "on"),               \
      FILTER_OPTION(type, field, NEAR_DUPLICATE, "near-duplicate", "BITS",     \
                    "drop pairs so close to one before: 0 to 3", "3"),         \
  {                                                                            \
    0, "only-given", OPTION_FLAG, offsetof(type, field.only_given), NULL,      \
        "ask the rules given here, no others", NULL                            \
  }

/* The filter they ask for; EXIT_USAGE after a message. */
int filters_settle(const command *self, const filter_values *v,
                   zhen_filter **out);

#endif
