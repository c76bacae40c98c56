/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_TOKENS_ZH_H
#define ZHEN_TOKENS_ZH_H

#include "tokens/document.h"

/* The Chinese side, once the names are known. */
ZHEN_CHECK zhen_status tokenize_zh(document *d, const zhen_sentences *zh);

/* Do the characters from `at` on have the readings of a name? */
bool is_read_as_name(const document *d, const segmenter *g, size_t at,
                     const pinyin_name *name);

#endif
