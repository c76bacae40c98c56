/* SPDX-License-Identifier: Apache-2.0 */
/* Reading saved alignments, line by line. */
#ifndef ZHEN_FORMAT_SAVED_H
#define ZHEN_FORMAT_SAVED_H

#include "base/mem.h"

#include <zhen/saved.h>

/* A saved alignment and the memory of its strings. */
typedef struct saved_own {
  zhen_saved saved; /* first, so that the types can be converted */
  arena strings;
} saved_own;

typedef struct saved_reader {
  const char *path;
  size_t line;
  saved_own *own;
  size_t capacity;
} saved_reader;

/* Sentence numbers. */
typedef struct saved_ids {
  uint32_t *at;
  size_t n, capacity;
} saved_ids;

/* Append a row; sets its bead and line. */
ZHEN_CHECK zhen_status saved_add(saved_reader *r, const saved_ids *zh,
                                 const saved_ids *en, zhen_saved_row row);

/* A copy owned by the alignment, NUL-terminated; false: no memory. */
bool saved_keep(saved_reader *r, zhen_str s, zhen_str *out);

/* "FILE: line N: WHY; ..." */
ZHEN_CHECK zhen_status saved_bad_line(const saved_reader *r, const char *why);

/* A line of either format. */
ZHEN_CHECK zhen_status saved_add_json(saved_reader *r, zhen_str line);
ZHEN_CHECK zhen_status saved_add_tsv(saved_reader *r, zhen_str line);

#endif
