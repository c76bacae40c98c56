/* SPDX-License-Identifier: Apache-2.0 */
/* What an alignment keeps for being explained: all that it was scored by. */
#ifndef ZHEN_ALIGN_EXPLAIN_KEPT_H
#define ZHEN_ALIGN_EXPLAIN_KEPT_H

#include "align/beads/alignment.h"
#include "align/corridor/corridor.h"
#include "align/score/order.h"
#include "align/score/terms.h"
#include "align/score/vectors.h"

typedef struct explain_data {
  document d;
  vectors *vectors;
  align_params p; /* as the document came to fit them */
  score_model m;
  order *order;
  align_input in; /* of the above */
  term_scorer scorer;
} explain_data;

/*
 * Give an alignment what explains it. The document and the vectors are taken
 * over, or left as they were without memory for that.
 */
ZHEN_CHECK zhen_status explain_keep(zhen_alignment *a, document *d, vectors **v,
                                    const align_params *p);

/* Give an alignment the search band. */
ZHEN_CHECK zhen_status band_keep(zhen_alignment *a, const document *d,
                                 const corridor *c);

#endif
