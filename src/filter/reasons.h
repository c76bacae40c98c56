/* SPDX-License-Identifier: Apache-2.0 */
/* Why a pair has its score, in words. */
#ifndef ZHEN_FILTER_REASONS_H
#define ZHEN_FILTER_REASONS_H

#include "base/buf.h"

#include <zhen/score.h>

/* "words matched: zh 20%, en 10%; number only in zh: 5" */
void score_put_reasons(buf *b, const zhen_pair_score *score);

#endif
