/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of a zhen_pairs. */
#ifndef ZHEN_PAIRS_STATE_H
#define ZHEN_PAIRS_STATE_H

#include "pairs/pair_line.h"
#include "pairs/unit_reader.h"
#include "text/line_reader.h"

#include <zhen/pairs.h>

struct zhen_pairs {
  char *name, *en_name, *scores_name; /* the last two NULL unless Moses */
  zhen_pairs_options options;
  zhen_format format;
  line_reader lines, en, scores;
  buf header;
  pair_line line;
  const unit_reader_type *type; /* NULL unless in units */
  void *reader;
  unit_sink sink;
  window window;
  pair_batch units; /* those before the next are given */
  size_t next_unit;
  bool tabs; /* CSV that is separated by them */
  bool ended, in_batches;
  bool begun, copies; /* reading began; the input is copied as well */
  size_t given;       /* the end of the text that is copied */
  buf copied;
  size_t malformed;
  zhen_pair_row row;
};

#endif
