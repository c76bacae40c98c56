/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A side may be a digest of the other, such as a headline above an article:
 * then only the sentences of the digest are expected to be translated, length
 * is no evidence, most of the other side is unaligned, and news puts the most
 * important first.
 */
#ifndef ZHEN_ALIGN_LEARN_DIGEST_H
#define ZHEN_ALIGN_LEARN_DIGEST_H

#include "align/score/params.h"
#include "tokens/document.h"

typedef enum digest_side { DIGEST_NONE, DIGEST_ZH, DIGEST_EN } digest_side;

/* Which side of a document is a digest, by its lengths only. */
digest_side digest_find(const document *d, const align_params *p);

/* The parameters for a document with one. */
align_params digest_params(const align_params *p, bool zh_is_digest);

#endif
