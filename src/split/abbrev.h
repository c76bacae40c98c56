/* SPDX-License-Identifier: Apache-2.0 */
/* The built-in knowledge of the word before a full stop. */
#ifndef ZHEN_SPLIT_ABBREV_H
#define ZHEN_SPLIT_ABBREV_H

#include <zhen/split.h>

/* See abbrev.inc for their meaning. */
typedef enum abbrev {
  ABBREV_ORDINARY, /* not an abbreviation */
  ABBREV_TITLE,
  ABBREV_NUMBER,
  ABBREV_INSIDE,
  ABBREV_STREET, /* a saint before a name, a street after one */
  ABBREV_COMPANY,
  ABBREV_HOUR
} abbrev;

/* One word of a user's file, without the full stop. */
typedef struct abbrev_entry {
  zhen_str word;
  abbrev kind;
} abbrev_entry;

/* The built-in list and a user's; the user's takes precedence. */
typedef struct abbrev_list {
  const abbrev_entry *user; /* sorted by word; NULL if count is 0 */
  size_t count;
  bool builtin;
} abbrev_list;

abbrev abbrev_find(const abbrev_list *list, zhen_str word);

/* Bytes in memcmp order, the shorter first: how `own` is sorted. */
int abbrev_compare(zhen_str a, zhen_str b);

#endif
