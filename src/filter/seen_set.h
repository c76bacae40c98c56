/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of zhen_seen: the pairs that were there before. */
#ifndef ZHEN_FILTER_SEEN_SET_H
#define ZHEN_FILTER_SEEN_SET_H

#include <zhen/filter.h>

/* Add a pair; was an earlier one equal, or within `most` bits? */
ZHEN_CHECK zhen_status seen_set_add(zhen_seen *seen, zhen_signature signature);
bool seen_set_has(const zhen_seen *seen, zhen_signature signature,
                  unsigned most);

#endif
