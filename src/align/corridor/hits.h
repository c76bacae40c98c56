/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tokens of a document, or of a section of it, that have a translation
 * there. Computed per section: the lists of a whole book would be long, and
 * only near units can be in a bead.
 */
#ifndef ZHEN_ALIGN_CORRIDOR_HITS_H
#define ZHEN_ALIGN_CORRIDOR_HITS_H

#include "tokens/document.h"

/* For one side. Types that hit anything in the section are numbered from 0. */
typedef struct hits {
  rows tokens;    /* unit -> numbers of its types that hit */
  rows at;        /* number -> units of the OTHER side, ascending */
  uint32_t *type; /* number -> type */
} hits;

/* Working memory, reused for the sections of a document; `{0}` is empty. */
typedef struct hits_scratch {
  uint32_t *zh, *en; /* by type; all 0 */
} hits_scratch;

/* `en` may be NULL. Skips types that hit or occur in more than `most` units. */
ZHEN_CHECK zhen_status hits_find(hits *zh, hits *en, const document *d,
                                 size_t most, hits_scratch *scratch);

void hits_scratch_dispose(hits_scratch *s);

void hits_dispose(hits *h);

#endif
