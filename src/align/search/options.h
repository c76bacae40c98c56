/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_SEARCH_OPTIONS_H
#define ZHEN_ALIGN_SEARCH_OPTIONS_H

#include "align/corridor/corridor.h"

typedef struct search_options {
  unsigned threads;
  size_t memory; /* bytes for all lattices together */
  size_t cells;  /* approximate size of a block; 0: the default */
  band *live;    /* live cells are added to it, see live.h; NULL: none */
} search_options;

#endif
