/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sentences of a pair one by one. Programs for translators look up each
 * sentence of a text, so they do not find a pair of two sentences and one:
 * where the end of a sentence corresponds to the end of a clause on the other
 * side, the pair can be divided there.
 */
#ifndef ZHEN_FORMAT_PARTS_H
#define ZHEN_FORMAT_PARTS_H

#include "format/writer.h"

#include <zhen/score.h>

enum { PARTS_MAX = ZHEN_BEAD_MAX };

typedef struct part {
  zhen_str zh, en; /* of the texts of the record */
  double probability;
} part;

typedef struct parts {
  part at[PARTS_MAX];
  size_t count;
} parts;

/*
 * Divide a pair at the ends of the sentences of one language, where that is
 * certain. No parts if it cannot be divided.
 */
ZHEN_CHECK zhen_status parts_of(parts *out, const zhen_scorer *scorer,
                                const record_document *doc, const record *r,
                                zhen_lang lang);

#endif
