/* SPDX-License-Identifier: Apache-2.0 */
/* Whether the captions of two files are of one film, by their times alone. */
#ifndef ZHEN_MATCH_CLOCKS_H
#define ZHEN_MATCH_CLOCKS_H

#include "base/mem.h"

#include <zhen/document.h>

/* When the captions of a file begin, in milliseconds, in order. */
typedef struct caption_times {
  int64_t *at;
  size_t n;
} caption_times;

ZHEN_CHECK zhen_status caption_times_read(caption_times *t,
                                          const zhen_content *content);

/* Log odds that two files are of one film; 0: not known. */
double clocks_evidence(const caption_times *zh, const caption_times *en);

#endif
