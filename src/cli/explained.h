/* SPDX-License-Identifier: Apache-2.0 */
/* An explained bead. */
#ifndef ZHEN_CLI_EXPLAINED_H
#define ZHEN_CLI_EXPLAINED_H

#include "cli/article_job.h"

#include <zhen/words.h>

/* An explanation and its pair. */
typedef struct explained {
  size_t number;
  const zhen_alignment *alignment;
  const zhen_side *zh, *en;
  const zhen_explanation *why;
  double alone; /* probability, without the document, that the sides are of one
                   sentence */
  zhen_pair_words words; /* linked with all pairs of the document */
} explained;

static inline bool explained_is_pair(const explained *e)
{
  const zhen_bead *b = &e->why->bead;

  return b->zh_begin < b->zh_end && b->en_begin < b->en_end;
}

/* The parallel passage that shares a sentence with the bead, or NULL. */
const zhen_bead *explained_passage(const explained *e);

/* The doubtful pair that an unaligned sentence may be in; NULL: none. */
const zhen_bead *explained_doubt(const explained *e);

/* The text at a position. */
zhen_str explained_text(const zhen_side *side, const zhen_word_position *p);

/* Two words of the pair that translate each other, and where they are. */
typedef struct explained_link {
  zhen_word_position zh, en;
  double probability;
} explained_link;

/* Link `k` of `words`. */
explained_link explained_link_at(const explained *e, size_t k);

#endif
