/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of matching: the features of files, and their index. */
#ifndef ZHEN_MATCH_MATCH_H
#define ZHEN_MATCH_MATCH_H

#include "base/mem.h"

#include <zhen/match.h>

/* A feature of a text, as a hash that is the same in both languages. */
typedef struct trait {
  uint64_t key;
  float weight; /* in (0, 1]: probability that the translation has it */
} trait;

/* One file. */
typedef struct print {
  char *name;    /* below its directory */
  size_t called; /* bytes of the name without the mark of the side */
  const char *fault;
  bool unread; /* error: it could not be read or decoded */
  char message[256];
  double length; /* length in English characters */
  trait *traits; /* by key, each once */
  size_t count, capacity;
} print;

/* Read a file of a side; an error becomes its fault. */
ZHEN_CHECK zhen_status print_read(print *p, const char *root, zhen_lang side,
                                  const zhen_lexicon *lexicon);

/* The order of files by name: below, equal or above 0. */
int print_order(const print *a, const print *b);

/* The similarity of two files; numbers are indices of prints. */
typedef struct likeness {
  uint32_t zh, en;
  double content, name, score;
} likeness;

typedef struct likenesses {
  likeness *at;
  size_t count, capacity;
} likenesses;

/*
 * Compare files with a rare feature or a name in common: for each Chinese file,
 * the few most similar English ones.
 */
ZHEN_CHECK zhen_status match_compare(const print *zh, size_t n_zh,
                                     const print *en, size_t n_en,
                                     const zhen_match_options *options,
                                     likenesses *out);

#endif
