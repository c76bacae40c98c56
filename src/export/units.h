/* SPDX-License-Identifier: Apache-2.0 */
/* The beads of a stored document as the rows that are written of it. */
#ifndef ZHEN_EXPORT_UNITS_H
#define ZHEN_EXPORT_UNITS_H

#include "format/record.h"

#include <zhen/corpus.h>

/* A row: adjacent beads of a document. */
typedef struct export_unit {
  uint32_t zh_begin, zh_end, en_begin, en_end; /* sentences */
  double score;
  bool new; /* not all of them are duplicates */
} export_unit;

/* The units of a document; `{0}` has none; reused. */
typedef struct unit_list {
  export_unit *at;
  size_t count, capacity;
  uint64_t below, held_out, near; /* numbers of dropped pairs */
  record_texts texts;
} unit_list;

/* Pairs that must not be in train. */
typedef bool unit_refused(void *context, const zhen_pair *pair);

/* `refused` may be NULL. */
ZHEN_CHECK zhen_status units_of(unit_list *u, const zhen_stored_document *doc,
                                const zhen_export_options *options,
                                unit_refused *refused, void *context);
void units_dispose(unit_list *u);

#endif
