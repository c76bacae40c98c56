/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_SCORE_MODEL_H
#define ZHEN_ALIGN_SCORE_MODEL_H

#include "align/score/token_scores.h"

/* What the scores of beads in a document depend on. */
typedef struct score_model {
  const align_params *p;
  uint32_t max_bead;
  bool quotes;      /* both sides have quotations */
  double ends;      /* how far both sides mark the ends of sentences, up to 1 */
  double null_ends; /* the same for unaligned lines, which may be headings: by
                       the share of lines that are cut in mid-sentence */
  double usual_zh, usual_en; /* characters of a sentence */
  token_scores zh, en;
} score_model;

/* Only one of the sides ends in mid-sentence. */
static inline bool line_ends_differ(line_end zh, line_end en)
{
  return (zh == LINE_WHOLE && en == LINE_CUT) ||
         (zh == LINE_CUT && en == LINE_WHOLE);
}

/* From `{0}`, or from one that was made before for the document, which is
   cheaper. Keeps a reference to the parameters, not to the document. */
ZHEN_CHECK zhen_status score_model_make(score_model *m, const document *d,
                                        const align_params *p,
                                        uint32_t max_bead);

void score_model_dispose(score_model *m);

#endif
