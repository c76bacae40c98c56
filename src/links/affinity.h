/* SPDX-License-Identifier: Apache-2.0 */
/* How probably two types translate each other, before anything is learned. */
#ifndef ZHEN_LINKS_AFFINITY_H
#define ZHEN_LINKS_AFFINITY_H

#include "links/text.h"

/* Probability of each type as a translation of the other. */
typedef struct affinity {
  float en; /* of the en type, given the zh type */
  float zh;
} affinity;

affinity affinity_of(const link_text *t, const link_type *zh,
                     const link_type *en);

#endif
