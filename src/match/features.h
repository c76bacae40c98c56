/* SPDX-License-Identifier: Apache-2.0 */
/* What a file is compared by. */
#ifndef ZHEN_MATCH_FEATURES_H
#define ZHEN_MATCH_FEATURES_H

#include "base/mem.h"
#include "match/clocks.h"
#include "match/numbers.h"

#include <zhen/match.h>

/* A feature of a text, as a hash that is the same in both languages. */
typedef struct feature {
  uint64_t key;
  float weight; /* in (0, 1]: probability that the translation has it */
} feature;

/* One file. */
typedef struct file_features {
  char *name; /* below its directory */
  name_numbers numbers;
  size_t called; /* bytes of the name without the mark of the side */
  const char *fault;
  bool unread;    /* error: it could not be read or decoded */
  bool bilingual; /* it seems to have both languages */
  char message[256];
  double length;     /* length in English characters */
  feature *features; /* by key, each once */
  size_t count, capacity;
  caption_times times; /* empty: no captions */
} file_features;

/* Read a file of a side; an error becomes its fault. */
ZHEN_CHECK zhen_status features_read(file_features *p, const char *root,
                                     zhen_lang side,
                                     const zhen_lexicon *lexicon);

/* The order of files by name: below, equal or above 0. */
int features_order(const file_features *a, const file_features *b);

/* The files by name; NULL: no memory. To be freed. */
const file_features **features_by_name(const file_features *at, size_t n);

#endif
