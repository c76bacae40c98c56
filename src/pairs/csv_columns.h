/* SPDX-License-Identifier: Apache-2.0 */
/* Which columns of separated values have the two sides. */
#ifndef ZHEN_PAIRS_CSV_COLUMNS_H
#define ZHEN_PAIRS_CSV_COLUMNS_H

#include <zhen/text.h>

/* No such column. */
#define CSV_NONE SIZE_MAX

typedef struct csv_columns {
  char separator;
  bool header; /* the first record has names */
  size_t zh, en, score;
} csv_columns;

/*
 * Find the separator and the columns from the beginning of a file: by the names
 * in its first record, else by the scripts of its columns. `swap`: without
 * names, English is the first column.
 */
ZHEN_CHECK zhen_status csv_find_columns(csv_columns *out, zhen_str text,
                                        bool swap);

/*
 * Whether the first of two columns of tabs is English and the second Chinese,
 * by the scripts at the beginning of a file.
 */
ZHEN_CHECK zhen_status csv_find_swap(bool *out, zhen_str text);

/* Whether a text is a table with a Chinese and an English column, separated by
   tabs or by commas or semicolons. */
bool csv_is_table(zhen_str text, bool tabs);

/* Whether a line has names of columns, other than those of zhen's own TSV. */
bool csv_is_header(zhen_str line, char separator);

#endif
