/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences of captions: where captions cut them, and when they are said. */
#ifndef ZHEN_ARTICLE_TIMED_H
#define ZHEN_ARTICLE_TIMED_H

#include <zhen/document.h>

/*
 * Give sentences the times of the captions they are in. A Chinese sentence ends
 * with its caption: captions are clauses there, most have no end marks, and a
 * bead joins those that belong together. So does an English one if captions
 * have no end marks, and any with `each`.
 */
ZHEN_CHECK zhen_status timed_sentences(zhen_sentences *s,
                                       const zhen_content *content,
                                       zhen_lang lang, bool each);

#endif
