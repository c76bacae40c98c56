/* SPDX-License-Identifier: Apache-2.0 */
/* One line of a file of pairs: TSV or JSONL. */
#ifndef ZHEN_PAIRS_PAIR_LINE_H
#define ZHEN_PAIRS_PAIR_LINE_H

#include "base/buf.h"

#include <jansson.h>
#include <zhen/filter.h>

/* zh, en, score, bead, zh ids, en ids, document. */
enum { TSV_COLUMNS = 7 };

/* What the last line held; `{0}` to begin with. */
typedef struct pair_line {
  zhen_pair pair; /* valid until the next line */
  buf zh, en;     /* TSV: the text without its escapes */
  json_t *object; /* JSONL: the whole line */
} pair_line;

/*
 * Parse a line. `*fault` is what is wrong with it, and NULL if nothing is.
 * Columns of English come first if `swap`.
 */
ZHEN_CHECK zhen_status pair_line_tsv(pair_line *l, zhen_str line, bool swap,
                                     const char **fault);
ZHEN_CHECK zhen_status pair_line_json(pair_line *l, zhen_str line,
                                      const char **fault);
void pair_line_dispose(pair_line *l);

/* Cut a line at its tabs; the number of columns, up to TSV_COLUMNS. */
size_t tsv_cut(zhen_str line, zhen_str columns[TSV_COLUMNS]);

/* Whether a line names its columns: "zh TAB en ...", in any order. */
bool tsv_is_header(zhen_str line);

/* The number in [0, 1] that is all of a text; -1 if it is not one. */
double pair_score(zhen_str text);

#endif
