/* SPDX-License-Identifier: Apache-2.0 */
/* Measure the lines of a text. */
#ifndef ZHEN_SPLIT_LINES_H
#define ZHEN_SPLIT_LINES_H

#include "split/line_layout.h"

ZHEN_CHECK zhen_status lines_read(line_layout *p, zhen_str text);
void lines_dispose(line_layout *p);

#endif
