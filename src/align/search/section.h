/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_SEARCH_SECTION_H
#define ZHEN_ALIGN_SEARCH_SECTION_H

#include "align/corridor/corridor.h"
#include "align/score/input.h"

/* A section of an input as an input of its own. */
typedef struct section_input {
  document d;
  align_input in;
} section_input;

/* The units of a section that starts and ends between Chinese sentences. */
ZHEN_CHECK zhen_status section_open(section_input *s, const align_input *whole,
                                    section at);

/* Free what it owns; the document is unchanged. */
void section_close(section_input *s);

#endif
