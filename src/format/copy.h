/* SPDX-License-Identifier: Apache-2.0 */
/* A file of pairs that gets bytes of another one. */
#ifndef ZHEN_FORMAT_COPY_H
#define ZHEN_FORMAT_COPY_H

#include <zhen/pairs.h>

/* Whether the writer is a copy of this file. */
bool pairs_writer_copies(const zhen_pairs_writer *w, const zhen_pairs *in);

void pairs_writer_put_bytes(zhen_pairs_writer *w, zhen_str bytes);

#endif
