/* SPDX-License-Identifier: Apache-2.0 */
/* A line of JSONL with another score; all other bytes stay. */
#ifndef ZHEN_FILTER_JSON_SCORE_H
#define ZHEN_FILTER_JSON_SCORE_H

#include "base/buf.h"

#include <zhen/words.h>

/* Append a line that holds one valid object, with `score` replaced or added. */
void json_put_with_score(buf *out, zhen_str line, double score);

/* Set the keys of word links of an object that has other keys. */
void json_put_words(buf *line, const zhen_pair_words *words);

#endif
