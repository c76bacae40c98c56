/* SPDX-License-Identifier: Apache-2.0 */
/* What a page shows of the pairs of a memory, and of no alignment. */
#ifndef ZHEN_REVIEW_JUDGED_H
#define ZHEN_REVIEW_JUDGED_H

#include "base/buf.h"

#include <zhen/report.h>

typedef struct memory_row {
  size_t line;                 /* of the file */
  size_t reasons, reasons_end; /* in the text of reasons */
} memory_row;

typedef struct report_memory {
  const zhen_scorer *scorer;
  zhen_format format;
  memory_row *rows; /* by bead */
  size_t count, capacity;
  buf reasons;
} report_memory;

zhen_str memory_reasons(const report_memory *m, size_t row);

/* The number of the kind of a match, and the list of all. */
size_t memory_kind(const char *name);
void memory_put_kinds(buf *json);

#endif
