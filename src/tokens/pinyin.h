/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_TOKENS_PINYIN_H
#define ZHEN_TOKENS_PINYIN_H

#include "tokens/document.h"

/* The English names that may be pinyin: `names` of the document. */
ZHEN_CHECK zhen_status find_pinyin_names(document *d);

/* A capitalized word that never occurs in lower case. */
bool may_be_name(const token_type *t);

#endif
