/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which tokens of a document, or of a section of it, meet a translation of
 * theirs there. Found for each section: the lists of a whole book would be
 * long, and only what is near can be in a bead.
 */
#ifndef ZHEN_ALIGN_CORRIDOR_HITS_H
#define ZHEN_ALIGN_CORRIDOR_HITS_H

#include "tokens/document.h"

/* Of one side. Types that hit anything here are numbered from 0. */
typedef struct hits {
  rows tokens;    /* unit -> the numbers of its types that hit */
  rows at;        /* number -> units of the OTHER side, ascending */
  uint32_t *type; /* number -> type */
} hits;

/* Working memory, used again for sections of one document; `{0}` is empty. */
typedef struct hits_scratch {
  uint32_t *zh, *en; /* by type; all 0 */
} hits_scratch;

/* `en` may be NULL. Types that hit, or are in, more than `most` are left out.
 */
ZHEN_CHECK zhen_status hits_find(hits *zh, hits *en, const document *d,
                                 size_t most, hits_scratch *scratch);

void hits_scratch_dispose(hits_scratch *s);

void hits_dispose(hits *h);

#endif
