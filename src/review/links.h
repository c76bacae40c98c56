/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The word links of a page: an array for each bead, of five numbers for each
 * link but those of marks: begin and length of the Chinese word, begin and
 * length of the English word, and the probability in percent. A side is the
 * text of its sentences without what is between them, counted in the units of
 * JavaScript; a word begins that far from where the word of the last link does.
 */
#ifndef ZHEN_REVIEW_LINKS_H
#define ZHEN_REVIEW_LINKS_H

#include "align/beads/alignment.h"
#include "base/buf.h"
#include "text/json.h"

typedef struct page_texts {
  const zhen_sentences *zh, *en;
  const json_units *zh_units, *en_units;
} page_texts;

/* Append the links of all beads. */
ZHEN_CHECK zhen_status page_put_links(buf *json, const zhen_lexicon *lexicon,
                                      const zhen_alignment *alignment,
                                      const page_texts *texts);

#endif
