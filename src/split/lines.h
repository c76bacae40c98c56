/* SPDX-License-Identifier: Apache-2.0 */
/* Measure the lines of a text. */
#ifndef ZHEN_SPLIT_LINES_H
#define ZHEN_SPLIT_LINES_H

#include "split/line_layout.h"

ZHEN_CHECK zhen_status lines_read(line_layout *p, zhen_str text);

/* Then also what is needed to join them. */
ZHEN_CHECK zhen_status lines_study(line_layout *p);
void lines_dispose(line_layout *p);

#endif
