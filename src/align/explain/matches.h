/* SPDX-License-Identifier: Apache-2.0 */
/* The matched and unmatched words of a path of steps. */
#ifndef ZHEN_ALIGN_EXPLAIN_MATCHES_H
#define ZHEN_ALIGN_EXPLAIN_MATCHES_H

#include "tokens/positions.h"
#include "align/explain/local_path.h"

ZHEN_CHECK zhen_status matches_find(zhen_explanation *out, const term_scorer *x,
                                    const zhen_sentences *zh,
                                    const zhen_sentences *en,
                                    const local_path *w);

#endif
