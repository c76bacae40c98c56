/* SPDX-License-Identifier: Apache-2.0 */
/* The options of the filter rules, for all commands that have them. */
#ifndef ZHEN_CLI_FILTERS_H
#define ZHEN_CLI_FILTERS_H

#include "cli/cli.h"

#include <stddef.h>

typedef struct filter_values {
  const char *rule[ZHEN_RULES]; /* a number or "off"; NULL: the default */
  bool only_given;              /* rules without an option are not applied */
} filter_values;

/* The group of their rows, which fills a filter_values. */
extern const option filter_options[];

/* Those of rules on documents, likewise. */
extern const option filter_document_options[];

/* The same for the rule that needs a scorer. */
extern const option filter_translation[];

/* The filter of these options; EXIT_USAGE after a message. */
int filters_settle(const command *self, const filter_values *v,
                   zhen_filter **out);

#endif
