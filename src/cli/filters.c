/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/filters.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The default of a rule, from the library. */
static void put_default(const option *row, char *text, size_t size)
{
  size_t rule = (row->offset - offsetof(filter_values, rule)) /
                sizeof((filter_values){0}.rule[0]);
  double value = zhen_rule_default((zhen_rule)rule);

  if (rule == ZHEN_RULE_DUPLICATE || isnan(value))
    snprintf(text, size, "%s", value > 0 ? "on" : "off");
  else
    snprintf(text, size, "%g", value);
}

#define RULE(name) offsetof(filter_values, rule[ZHEN_RULE_##name])

const option filter_options[] = {
    {0, "min-prob", OPTION_STRING, RULE(PROBABILITY), "P",
     .help = "minimum probability of a pair", .preset = put_default},
    {0, "min-length", OPTION_STRING, RULE(MIN_LENGTH), "N",
     .help = "minimum number of characters on each side",
     .preset = put_default},
    {0, "max-length", OPTION_STRING, RULE(MAX_LENGTH), "N",
     .help = "maximum number of characters on each side",
     .preset = put_default},
    {0, "mojibake", OPTION_STRING, RULE(MOJIBAKE), "N",
     .help = "maximum number of mojibake characters", .preset = put_default},
    {0, "html", OPTION_STRING, RULE(HTML), "N",
     .help = "maximum number of HTML tags and entities", .preset = put_default},
    {0, "alphabet", OPTION_STRING, RULE(ALPHABET), "SHARE",
     .help = "minimum share of letters on each side", .preset = put_default},
    {0, "language-zh", OPTION_STRING, RULE(LANGUAGE_ZH), "SHARE",
     .help = "minimum language score of the Chinese side, 0 to 1",
     .preset = put_default},
    {0, "language-en", OPTION_STRING, RULE(LANGUAGE_EN), "SHARE",
     .help = "minimum language score of the English side, 0 to 1",
     .preset = put_default},
    {0, "copied", OPTION_STRING, RULE(COPIED), "SHARE",
     .help =
         "maximum share of English words that also occur on the Chinese side",
     .preset = put_default},
    {0, "length-ratio", OPTION_STRING, RULE(LENGTH_RATIO), "X",
     .help = "maximum length ratio", .preset = put_default},
    {0, "length-z", OPTION_STRING, RULE(LENGTH_Z), "Z",
     .help =
         "maximum deviation from the expected length, in standard deviations",
     .preset = put_default},
    {0, "numbers", OPTION_STRING, RULE(NUMBERS), "SHARE",
     .help = "minimum share of numbers that occur on both sides",
     .preset = put_default},
    {0, "urls", OPTION_STRING, RULE(URLS), "N",
     .help = "maximum number of URLs and addresses on one side only",
     .preset = put_default},
    {0, "punctuation", OPTION_STRING, RULE(PUNCTUATION), "N",
     .help = "maximum difference in the number of sentence ends",
     .preset = put_default},
    {0, "repetition", OPTION_STRING, RULE(REPETITION), "N",
     .help = "maximum number of times a phrase is repeated in a row",
     .preset = put_default},
    {0, "duplicate", OPTION_STRING, RULE(DUPLICATE), "on|off",
     .help = "drop pairs that occurred before", .preset = put_default},
    {0, "near-duplicate", OPTION_STRING, RULE(NEAR_DUPLICATE), "BITS",
     .help = "drop pairs that differ from an earlier one in at most BITS bits "
             "of the signature, 0 to 3",
     .preset = put_default},
    {0, "only-given", OPTION_FLAG, offsetof(filter_values, only_given), NULL,
     .help = "apply only the rules given as options"},
    {0}};

const option filter_document_options[] = {
    {0, "parallel", OPTION_STRING, RULE(PARALLEL), "P",
     .help = "minimum share of a document that is translated, 0 to 1",
     .preset = put_default},
    {0}};

const option filter_translation[] = {
    {0, "translation", OPTION_STRING, RULE(TRANSLATION), "P",
     .help =
         "minimum probability that the sides say the same, at least in part",
     .preset = put_default},
    {0}};

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
  if ((rule == ZHEN_RULE_PROBABILITY || rule == ZHEN_RULE_PARALLEL ||
       rule == ZHEN_RULE_TRANSLATION) &&
      *value > 1)
    return say_usage(self, "--%s takes 0 to 1, not '%s'", option_of(rule),
                     word);
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
