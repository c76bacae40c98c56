/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_PAIRS_ROWS_H
#define ZHEN_PAIRS_ROWS_H

#include <zhen/pairs.h>

/* The next lines of two files. */
ZHEN_CHECK zhen_status rows_next_moses(zhen_pairs *pairs, bool *more);

/* Read lines of one file until one is a pair. */
ZHEN_CHECK zhen_status rows_next_line(zhen_pairs *pairs, bool *more);

#endif
