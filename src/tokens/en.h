/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_TOKENS_EN_H
#define ZHEN_TOKENS_EN_H

#include "tokens/document.h"

/* The English side, before the Chinese one. */
ZHEN_CHECK zhen_status tokenize_en(document *d, const zhen_sentences *en);

/* The mark that an English character represents; `at` is its end. */
uint32_t mark_of_en(const document *d, zhen_str s, size_t at, uint32_t rune,
                    uint32_t before);

#endif
