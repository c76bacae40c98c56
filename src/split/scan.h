/* SPDX-License-Identifier: Apache-2.0 */
/* One pass over a text: from mark to mark, a paragraph at a time. */
#ifndef ZHEN_SPLIT_SCAN_H
#define ZHEN_SPLIT_SCAN_H

#include "split/scan_state.h"

/* Cut the paragraph at `at`; moves `at` past its line break. */
void scan_paragraph(scan *s);

#endif
