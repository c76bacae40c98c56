/* SPDX-License-Identifier: Apache-2.0 */
/* Shared by the files of the pair reader. */
#ifndef ZHEN_PAIRS_PAIR_READER_INTERNAL_H
#define ZHEN_PAIRS_PAIR_READER_INTERNAL_H

#include "pairs/pair_reader.h"

/* A batch is full at this number of bytes. */
enum { PAIR_BATCH_BYTES = 1 << 20 };

/* Append a pair; both strings are copied, or skipped if one is empty. */
ZHEN_CHECK zhen_status pair_batch_add(pair_batch *batch, zhen_str zh,
                                      zhen_str en);

/* Set the pointers of the pairs, once the text does not move any more. */
void pair_batch_settle(pair_batch *batch);

/* The number in [0, 1] that is all of a text; -1 if it is not one. */
double pair_score(zhen_str text);

typedef struct tmx_reader tmx_reader;

/* `path` is borrowed, for messages. */
ZHEN_CHECK zhen_status tmx_reader_open(tmx_reader **out, const char *path);

/* Parse the next piece of a file; its pairs are added to the batch. */
ZHEN_CHECK zhen_status tmx_reader_push(tmx_reader *reader, zhen_str piece,
                                       pair_batch *batch);

/* The file has ended. */
ZHEN_CHECK zhen_status tmx_reader_finish(tmx_reader *reader, pair_batch *batch);

/* Units so far without both languages. */
size_t tmx_reader_skipped(const tmx_reader *reader);

/* NULL is allowed. */
void tmx_reader_close(tmx_reader *reader);

#endif
