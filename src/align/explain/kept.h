/* SPDX-License-Identifier: Apache-2.0 */
/* The data kept to explain an alignment: all that its scores depend on. */
#ifndef ZHEN_ALIGN_EXPLAIN_KEPT_H
#define ZHEN_ALIGN_EXPLAIN_KEPT_H

#include "align/beads/alignment.h"
#include "align/corridor/corridor.h"
#include "align/score/digest_scores.h"
#include "align/score/terms.h"
#include "align/score/vectors.h"
#include "align/score/whole.h"

typedef struct explain_data {
  document d;
  vectors *vectors;
  digest_scores *digest;
  align_params p; /* as fitted to the document */
  score_model m;
  whole *whole;
  align_input in; /* of the above */
  term_scorer scorer;
} explain_data;

/*
 * Give an alignment the data to explain it. Takes over the document, the
 * vectors and the scores of a digest; if memory runs out at once, they are
 * unchanged.
 */
ZHEN_CHECK zhen_status explain_keep(zhen_alignment *a, document *d, vectors **v,
                                    digest_scores **digest,
                                    const align_params *p);

/* Give an alignment the search band. */
ZHEN_CHECK zhen_status band_keep(zhen_alignment *a, const document *d,
                                 const corridor *c);

#endif
