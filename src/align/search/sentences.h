/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_SEARCH_SENTENCES_H
#define ZHEN_ALIGN_SEARCH_SENTENCES_H

#include "tokens/document.h"

/*
 * A document whose Chinese units are whole sentences, which has about a fourth
 * of the cells and a fourth of the shapes of beads. It shares all but the
 * Chinese units with the document it is made of. Constraints and embeddings
 * count units of that one, so they do not fit it.
 */
ZHEN_CHECK zhen_status sentences_open(document *out, const document *d);

/* Free what it owns; the document it is made of is unchanged. */
void sentences_close(document *d);

#endif
