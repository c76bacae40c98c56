/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_CORRIDOR_FIND_H
#define ZHEN_ALIGN_CORRIDOR_FIND_H

#include "align/corridor/corridor.h"

/*
 * Rare tokens that hit each other give anchors; the heaviest chain of anchors
 * that do not cross is the middle of the corridor. `margin` units are added on
 * either side; between two anchors the whole rectangle is open.
 */
ZHEN_CHECK zhen_status corridor_find(corridor *c, const document *d,
                                     uint32_t margin);

#endif
