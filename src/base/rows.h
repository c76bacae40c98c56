/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lists of numbers indexed by number: row i is at[first[i] .. first[i + 1]).
 * Rows are appended in order; `{0}` has none.
 */
#ifndef ZHEN_BASE_ROWS_H
#define ZHEN_BASE_ROWS_H

#include <stddef.h>
#include <stdint.h>
#include <zhen/error.h>

typedef struct rows {
  uint32_t *first; /* n + 1 */
  uint32_t *at;
  size_t n, n_at, first_capacity, at_capacity;
  uint16_t *notes; /* a small number for each of `at`; NULL if none have one */
  size_t notes_capacity;
} rows;

/* Its values from number k on; NULL if there are no values at all. */
static inline const uint32_t *rows_from(const rows *r, uint32_t k)
{
  return r->at ? r->at + k : NULL;
}

/* Start the next row. */
ZHEN_CHECK zhen_status rows_begin(rows *r);

/* Append to the last row. */
ZHEN_CHECK zhen_status rows_append(rows *r, uint32_t value);

/* The same with a note; then all values must have one. */
ZHEN_CHECK zhen_status rows_append_noted(rows *r, uint32_t value,
                                         uint16_t note);

/* Sort the last row, which has no notes, and remove duplicates. */
void rows_settle(rows *r);

/* Transpose: value v of row i becomes value i of row v. */
ZHEN_CHECK zhen_status rows_transpose(rows *out, const rows *in,
                                      size_t n_values);

void rows_dispose(rows *r);

#endif
