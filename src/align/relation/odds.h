/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a bead says by itself about being a translation, not one of other text,
 * wherever the search found it: its words are weighed against their frequency
 * in general text, each once, so that neither the search nor words learned from
 * the document speak for themselves.
 */
#ifndef ZHEN_ALIGN_RELATION_ODDS_H
#define ZHEN_ALIGN_RELATION_ODDS_H

#include "align/beads/alignment.h"
#include "base/progress.h"

/* What an alignment is of, and how many threads may work on it. */
typedef struct relation_texts {
  const zhen_lexicon *lexicon;
  const zhen_sentences *zh, *en;
  unsigned threads;
  progress *progress;
} relation_texts;

/*
 * The log odds of each bead; 0 for one that is unaligned or empty. Those that
 * are beads of `before` too are copied from `known`; NULL: none. Free *out.
 */
ZHEN_CHECK zhen_status relation_odds(float **out, const relation_texts *t,
                                     const zhen_alignment *a,
                                     const zhen_alignment *before,
                                     const float *known);

#endif
