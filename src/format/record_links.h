/* SPDX-License-Identifier: Apache-2.0 */
/* The word links of the pairs of a document that are written. */
#ifndef ZHEN_FORMAT_RECORD_LINKS_H
#define ZHEN_FORMAT_RECORD_LINKS_H

#include "format/record.h"

/* `{0}` is empty. */
typedef struct record_links {
  buf texts;
  zhen_pair *pairs; /* their strings are set when all are known */
  size_t count, capacity, next;
  zhen_words *words;
  zhen_pair_words now; /* of the record that was described last */
} record_links;

/* Add the next pair; a null bead has no links. */
ZHEN_CHECK zhen_status record_links_add(record_links *l, const record *r);

/* Link the words of all pairs together. */
ZHEN_CHECK zhen_status record_links_find(record_links *l,
                                         const zhen_lexicon *lexicon,
                                         unsigned threads);

/* Give the next record its links, if any were found; records come in the order
   in which they were added. */
void record_links_describe(record_links *l, record *r);

void record_links_dispose(record_links *l);

#endif
