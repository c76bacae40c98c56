/* SPDX-License-Identifier: Apache-2.0 */
/* An inverted index: which English files have a feature, and the reverse. */
#ifndef ZHEN_MATCH_POSTINGS_H
#define ZHEN_MATCH_POSTINGS_H

#include "match/features.h"

/* A feature, and the first posting with it. */
typedef struct term {
  uint64_t key;
  size_t from;
  double idf; /* the rarer, the more informative */
} term;

typedef struct postings {
  size_t n_files;
  term *terms; /* by key, and one more for the end */
  size_t n_terms;
  uint32_t *files; /* by term */
  size_t *first;   /* of each file, its first one of `held`; and the end */
  uint32_t *held;  /* terms by file */
  double *norm;    /* of the files */
  double unseen;   /* idf of a feature that no file has */
  size_t *starts;  /* first term by the leading bits of its key */
  unsigned shift;
} postings;

ZHEN_CHECK zhen_status postings_open(postings *p, const file_features *files,
                                     size_t n);
void postings_close(postings *p);

/* The term of a feature; NULL: no file has it. */
const term *postings_find(const postings *p, uint64_t key);

#endif
