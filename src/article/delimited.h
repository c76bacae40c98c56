/* SPDX-License-Identifier: Apache-2.0 */
/* Lines that no pair crosses. */
#ifndef ZHEN_ARTICLE_DELIMITED_H
#define ZHEN_ARTICLE_DELIMITED_H

#include <zhen/align.h>
#include <zhen/write.h>

/*
 * Make the sentences of two sides that are `delimiter` empty, and pairs of
 * them in order.
 *
 * @param[out] out   free it
 * @param sentences  those of `zh` and `en`
 * @retval ZHEN_EINPUT  one side has more of them; the message has the numbers
 */
ZHEN_CHECK zhen_status delimited_cut(zhen_constraint **out, size_t *count,
                                     const zhen_side *zh, const zhen_side *en,
                                     zhen_sentences *const sentences[2],
                                     const char *delimiter);

#endif
