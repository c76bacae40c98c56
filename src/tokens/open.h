/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_TOKENS_OPEN_H
#define ZHEN_TOKENS_OPEN_H

#include "tokens/document.h"

/* Make a document: units, their tokens, and which of these are translations. */
ZHEN_CHECK zhen_status document_open(document *d, const zhen_lexicon *lexicon,
                                     const zhen_sentences *zh,
                                     const zhen_sentences *en,
                                     progress *watched);

#endif
