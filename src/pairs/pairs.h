/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of a parallel file being read, and its formats, one file each. */
#ifndef ZHEN_PAIRS_PAIRS_H
#define ZHEN_PAIRS_PAIRS_H

#include "base/buf.h"
#include "text/line_reader.h"
#include "pairs/pair_reader_internal.h"

#include <jansson.h>
#include <zhen/pairs.h>

struct zhen_pairs {
  char *name, *en_name, *scores_name; /* the last two NULL unless Moses */
  zhen_pairs_options options;
  zhen_layout layout;
  line_reader lines, en, scores;
  buf header, zh_text, en_text; /* memory of unescaped text */
  json_t *object;               /* of the current line */
  tmx_reader *tmx; /* NULL unless TMX; its units, those before next used */
  pair_batch units;
  size_t next_unit;
  bool ended;
  size_t malformed;
  zhen_pair_row row;
};

/* The next pair into `row`; false: none. A line that is not a pair fails. */
ZHEN_CHECK zhen_status pairs_next_tsv(zhen_pairs *p, bool *more);
ZHEN_CHECK zhen_status pairs_next_jsonl(zhen_pairs *p, bool *more);
#endif
