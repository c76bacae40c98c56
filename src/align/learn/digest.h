/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_ALIGN_LEARN_DIGEST_H
#define ZHEN_ALIGN_LEARN_DIGEST_H

#include "align/score/params.h"
#include "tokens/document.h"

/*
 * The parameters for a document, by its lengths only. One side may be a digest
 * of the other, such as a headline above an article: then only the sentences of
 * the digest are expected to be translated, length is no evidence, most of the
 * other side is unaligned, and news puts the most important first.
 */
align_params params_choose(const document *d, const align_params *p);

#endif
