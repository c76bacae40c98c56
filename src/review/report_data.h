/* SPDX-License-Identifier: Apache-2.0 */
/* The data of a page while they are written. */
#ifndef ZHEN_REVIEW_REPORT_DATA_H
#define ZHEN_REVIEW_REPORT_DATA_H

#include "base/progress.h"
#include "review/judged.h"
#include "text/json.h"

#include <zhen/report.h>

typedef struct report_builder {
  const zhen_alignment *alignment;
  const zhen_side *zh, *en;
  const char *zh_code, *en_code;
  const zhen_bytes *zh_bytes, *en_bytes;
  const report_memory *memory; /* NULL: an alignment */
  bool served;                 /* see zhen_report_options */
  json_units zh_units, en_units;
  const zhen_lexicon *lexicon; /* NULL: no word links */
  buf json;
  progress progress;
} report_builder;

/* Append a comma and a key. */
void report_put_key(report_builder *r, const char *key);

/* The offset of a byte in a sentence, from its start. */
size_t report_units_to(const report_builder *r, bool zh, uint32_t sentence,
                       size_t byte);

#endif
