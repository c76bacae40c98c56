/* SPDX-License-Identifier: Apache-2.0 */
/* Records of separated values, as of RFC 4180. */
#ifndef ZHEN_PAIRS_CSV_RECORD_H
#define ZHEN_PAIRS_CSV_RECORD_H

#include "base/buf.h"

#include <zhen/text.h>

/* Fields in `text`; where they are in the input. */
typedef struct csv_field {
  size_t text, text_end;
  size_t begin, end;
} csv_field;

/* `{0}` is none; it is reused. */
typedef struct csv_record {
  buf text;
  csv_field *fields;
  size_t count, capacity;
  size_t end, next; /* of the input: where its line end and the next begin */
  size_t lines;
} csv_record;

/*
 * Read the record at `at`. Quotes may enclose a field, also with line ends and
 * separators in it; in a file of tabs, a quote that does not enclose a field is
 * text. `*open`: a quote is not closed before the end of the input. `*fault` is
 * what is wrong, or NULL.
 */
ZHEN_CHECK zhen_status csv_take(csv_record *r, zhen_str s, size_t at,
                                char separator, bool *open, const char **fault);

/* A field, trimmed; empty if there is none. */
zhen_str csv_field_of(const csv_record *r, size_t column);

void csv_record_dispose(csv_record *r);

#endif
