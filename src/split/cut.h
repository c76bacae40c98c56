/* SPDX-License-Identifier: Apache-2.0 */
/* What is done to the sentences the scanner found. */
#ifndef ZHEN_SPLIT_CUT_H
#define ZHEN_SPLIT_CUT_H

#include "split/list.h"
#include "split/user_rules.h"

/*
 * Put a sentence, cut at the comma nearest its middle, and its parts again,
 * as long as one has over `max_len` characters; 0: never.
 */
ZHEN_CHECK zhen_status cut_long(sentence_list *list, zhen_str text,
                                const zhen_sentence *sentence, size_t max_len);

/*
 * Let SRX rules overrule the sentences list->at[first..], which are those of
 * the paragraph [begin, end) of `text`.
 */
ZHEN_CHECK zhen_status cut_by_srx(sentence_list *list, size_t first,
                                  zhen_str text, size_t begin, size_t end,
                                  const zhen_split_options *options);

#endif
