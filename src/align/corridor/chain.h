/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_CORRIDOR_CHAIN_H
#define ZHEN_ALIGN_CORRIDOR_CHAIN_H

#include "align/corridor/corridor.h"

/*
 * Likely nodes of the path, in order: before and after units that rare tokens
 * of either side hit. A word that is common in a book may be rare in a chapter,
 * so sections without a node are filled from their own tokens.
 */
ZHEN_CHECK zhen_status chain_find(node **path, size_t *count,
                                  const document *d);

#endif
