/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TMX and XLIFF 1.2, piece by piece. Of a unit of TMX the first Chinese and the
 * first English text count; of one of XLIFF its source and target. Inline codes
 * are dropped.
 */
#ifndef ZHEN_PAIRS_XML_READER_H
#define ZHEN_PAIRS_XML_READER_H

#include "pairs/batch.h"

#include <zhen/format.h>

typedef struct xml_reader xml_reader;

/* `path` is borrowed, for messages. */
ZHEN_CHECK zhen_status xml_reader_open(xml_reader **out, const char *path);

/* Parse the next piece of a file; its pairs are added to the batch. */
ZHEN_CHECK zhen_status xml_reader_push(xml_reader *reader, zhen_str piece,
                                       pair_batch *batch);

/* The file has ended. */
ZHEN_CHECK zhen_status xml_reader_finish(xml_reader *reader, pair_batch *batch);

/* By its root element; ZHEN_FORMAT_AUTO before it was read. */
zhen_format xml_reader_format(const xml_reader *reader);

/* Units so far without both languages. */
size_t xml_reader_skipped(const xml_reader *reader);

/* NULL is allowed. */
void xml_reader_close(xml_reader *reader);

#endif
