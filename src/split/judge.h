/* SPDX-License-Identifier: Apache-2.0 */
/* Whether an end mark ends its sentence. */
#ifndef ZHEN_SPLIT_JUDGE_H
#define ZHEN_SPLIT_JUDGE_H

#include "split/scan_state.h"

/* Whether the sentence ends at `e`; `next` is what follows, without spaces. */
verdict scan_judge(const scan *s, const ending *e, size_t next);

#endif
