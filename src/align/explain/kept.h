/* SPDX-License-Identifier: Apache-2.0 */
/* The data kept to explain an alignment: all that its scores depend on. */
#ifndef ZHEN_ALIGN_EXPLAIN_KEPT_H
#define ZHEN_ALIGN_EXPLAIN_KEPT_H

#include "align/beads/alignment.h"
#include "align/corridor/corridor.h"
#include "align/score/order.h"
#include "align/score/repeats.h"
#include "align/score/terms.h"
#include "align/score/vectors.h"

typedef struct explain_data {
  document d;
  vectors *vectors;
  align_params p; /* as fitted to the document */
  score_model m;
  order *order;
  repeats repeats;
  align_input in; /* of the above */
  term_scorer scorer;
} explain_data;

/*
 * Give an alignment the data to explain it. Takes over the document and the
 * vectors; on failure they are unchanged.
 */
ZHEN_CHECK zhen_status explain_keep(zhen_alignment *a, document *d, vectors **v,
                                    const align_params *p);

/* Give an alignment the search band. */
ZHEN_CHECK zhen_status band_keep(zhen_alignment *a, const document *d,
                                 const corridor *c);

#endif
