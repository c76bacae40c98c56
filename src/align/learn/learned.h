/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_LEARN_LEARNED_H
#define ZHEN_ALIGN_LEARN_LEARNED_H

#include "align/beads/alignment.h"
#include "tokens/document.h"

/* Store the pairs learned from a document in an alignment, as words. */
ZHEN_CHECK zhen_status learned_export(zhen_alignment *a, const document *d);

#endif
