/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences of captions: where captions cut them, and when they are said. */
#ifndef ZHEN_ARTICLE_TIMED_H
#define ZHEN_ARTICLE_TIMED_H

#include <zhen/document.h>

/*
 * Give sentences the times of the captions they are in. Where captions have no
 * end marks, or with `each`, a sentence ends with its caption.
 */
ZHEN_CHECK zhen_status timed_sentences(zhen_sentences *s,
                                       const zhen_content *content, bool each);

#endif
