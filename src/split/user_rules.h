/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of zhen_split_rules: what a user adds to the built-in rules. */
#ifndef ZHEN_SPLIT_USER_RULES_H
#define ZHEN_SPLIT_USER_RULES_H

#include "base/mem.h"
#include "split/abbrev.h"
#include "split/srx.h"

struct zhen_split_rules {
  arena words;           /* memory of the abbreviations */
  abbrev_entry *abbrevs; /* sorted */
  size_t count, capacity;
  srx *srx; /* NULL: none */
};

#endif
