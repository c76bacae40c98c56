/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parallel text of any size, in batches: pairs of a Chinese and an English
 * sentence, from
 *
 *   TSV    a line is Chinese, a tab, English; further columns are ignored
 *   Moses  PREFIX.zh and PREFIX.en: line n of one is line n of the other
 *   TMX    detected by content; the first Chinese and the first English text
 *          of a unit are used, inline codes are dropped
 *
 * each of them plain or compressed (.gz, .xz, .zst). Sentences are trimmed;
 * pairs with an empty side are skipped.
 */
#ifndef ZHEN_PAIRS_PAIR_READER_H
#define ZHEN_PAIRS_PAIR_READER_H

#include "base/buf.h"

#include <zhen/text.h>

typedef struct text_pair {
  zhen_str zh, en;
  double score; /* TMX of zhen: probability; -1: not known */
  size_t line;  /* TMX: of the end of the unit */
} text_pair;

/* `{0}` is an empty one; it is reused. */
typedef struct pair_batch {
  text_pair *at;
  size_t count, capacity;
  buf text; /* memory of the pairs */
} pair_batch;

typedef struct pair_reader pair_reader;

/*
 * Open a TSV or TMX file ("-" is standard input), or the two Moses files of a
 * prefix, whose names may end in .gz, .xz or .zst. Statuses as for
 * zhen_text_reader_open(); the caller closes the reader.
 */
ZHEN_CHECK zhen_status pair_reader_open(pair_reader **out, const char *path);

/*
 * The files that `path` of pair_reader_open() refers to, freed by the caller:
 * its own name and NULL, or the two of a prefix.
 */
ZHEN_CHECK zhen_status pair_reader_files(char **zh, char **en,
                                         const char *path);

/* Two files of any name, line by line, like Moses. */
ZHEN_CHECK zhen_status pair_reader_open_two(pair_reader **out, const char *zh,
                                            const char *en);

/*
 * The next pairs, about a mebibyte of them; none at the end. The content of a
 * batch depends on the input alone.
 *
 * ZHEN_EINPUT: unreadable, a line without a tab, two files of unequal length,
 * XML that is not TMX; the message names the file and the line.
 */
ZHEN_CHECK zhen_status pair_reader_next(pair_reader *reader, pair_batch *batch);

/* NULL is allowed. */
void pair_reader_close(pair_reader *reader);

void pair_batch_dispose(pair_batch *batch);

#endif
