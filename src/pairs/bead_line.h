/* SPDX-License-Identifier: Apache-2.0 */
/* One line of an alignment in TSV or JSONL: texts, score, sentence numbers. */
#ifndef ZHEN_PAIRS_BEAD_LINE_H
#define ZHEN_PAIRS_BEAD_LINE_H

#include "pairs/pair_line.h"

/* Sentence numbers; `{0}` is none. */
typedef struct line_ids {
  uint32_t *at;
  size_t count, capacity;
} line_ids;

/* What the last line held; `{0}` to begin with. */
typedef struct bead_line {
  pair_line text;      /* its score is -1 if the line has no valid one */
  const char *no_text; /* why there is no text; NULL: there is */
  line_ids zh, en;
} bead_line;

/* Parse a line. `*fault` is what is wrong with it, and NULL if nothing is. */
ZHEN_CHECK zhen_status bead_line_read(bead_line *l, zhen_str line,
                                      const char **fault);
void bead_line_dispose(bead_line *l);

/* Replace `ids` by the numbers of "3, 4". */
ZHEN_CHECK zhen_status line_ids_read(line_ids *ids, zhen_str list,
                                     const char **fault);

#endif
