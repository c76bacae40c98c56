/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of matching: fingerprints of files, and the index of them. */
#ifndef ZHEN_MATCH_MATCH_H
#define ZHEN_MATCH_MATCH_H

#include "base/mem.h"

#include <zhen/match.h>

/* What a text holds, as a hash that both languages share. */
typedef struct trait {
  uint64_t key;
  float weight; /* in (0, 1]: how sure it is that the translation has it */
} trait;

/* One file. */
typedef struct print {
  char *name;    /* below its directory */
  size_t called; /* bytes of it that tell files apart, not sides */
  const char *fault;
  bool unread; /* the fault: it could not be read or decoded */
  char message[256];
  double length; /* characters as of English */
  trait *traits; /* by key, each once */
  size_t count, capacity;
} print;

/* Read a file of a side; what is wrong with it becomes its fault. */
ZHEN_CHECK zhen_status print_read(print *p, const char *root, zhen_lang side,
                                  const zhen_lexicon *lexicon);

/* The order of files by what they are called: below, equal or above 0. */
int print_order(const print *a, const print *b);

/* How alike two files are; numbers are of prints. */
typedef struct likeness {
  uint32_t zh, en;
  double content, name, score;
} likeness;

typedef struct likenesses {
  likeness *at;
  size_t count, capacity;
} likenesses;

/*
 * Compare what shares something rare, or a name: for each Chinese file those
 * few English ones that are most like it.
 */
ZHEN_CHECK zhen_status match_compare(const print *zh, size_t n_zh,
                                     const print *en, size_t n_en,
                                     const zhen_file_match_options *options,
                                     likenesses *out);

#endif
