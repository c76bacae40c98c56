/* SPDX-License-Identifier: Apache-2.0 */
/* Post-processing of the sentences that the scanner found. */
#ifndef ZHEN_SPLIT_CUT_H
#define ZHEN_SPLIT_CUT_H

#include "split/list.h"
#include "split/user_rules.h"

/*
 * Append a sentence, cut at the comma nearest its middle, and its parts again,
 * as long as one has more than `max_len` characters; 0: no limit.
 */
ZHEN_CHECK zhen_status cut_long(sentence_list *list, zhen_str text,
                                const zhen_sentence *sentence, size_t max_len);

/*
 * Apply SRX rules to the sentences list->at[first..], which are those of the
 * paragraph [begin, end) of `text`.
 */
ZHEN_CHECK zhen_status cut_by_srx(sentence_list *list, size_t first,
                                  zhen_str text, size_t begin, size_t end,
                                  const zhen_split_options *options);

#endif
