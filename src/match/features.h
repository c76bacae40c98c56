/* SPDX-License-Identifier: Apache-2.0 */
/* What a file is compared by. */
#ifndef ZHEN_MATCH_FEATURES_H
#define ZHEN_MATCH_FEATURES_H

#include "base/mem.h"

#include <zhen/match.h>

/* What a text holds, as a hash that both languages share. */
typedef struct feature {
  uint64_t key;
  float weight; /* in (0, 1]: how sure it is that the translation has it */
} feature;

/* One file. */
typedef struct file_features {
  char *name;    /* below its directory */
  size_t called; /* bytes of it that tell files apart, not sides */
  const char *fault;
  bool unread; /* the fault: it could not be read or decoded */
  char message[256];
  double length;     /* characters as of English */
  feature *features; /* by key, each once */
  size_t count, capacity;
} file_features;

/* Read a file of a side; what is wrong with it becomes its fault. */
ZHEN_CHECK zhen_status features_read(file_features *p, const char *root,
                                     zhen_lang side,
                                     const zhen_lexicon *lexicon);

/* The order of files by what they are called: below, equal or above 0. */
int features_order(const file_features *a, const file_features *b);

#endif
