/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decompress gzip, xz or zstd, piece by piece. Uses the libraries directly:
 * libarchive, which knows all formats, ends the process when it cannot
 * allocate.
 */
#ifndef ZHEN_BASE_DECOMPRESS_H
#define ZHEN_BASE_DECOMPRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <zhen/error.h>

typedef struct decompressor decompressor;

/* Bytes needed to detect compressed input. */
enum { DECOMPRESS_MAGIC = 6 };

/* Whether an input with this start is compressed. */
bool decompress_wanted(const char *head, size_t len);

/*
 * Open; `head` is the start of a compressed input, and is passed to the first
 * step again.
 */
ZHEN_CHECK zhen_status decompress_open(decompressor **out, const char *head,
                                       size_t len);

/*
 * Decompress [*in, *in + *len), which is advanced, into `room` bytes of `to`;
 * `*made` bytes were written. At the end of the input, `*len` is 0, and `*made`
 * 0 is the end of the text. ZHEN_ENOMEM; ZHEN_EINPUT with only the reason as
 * the message, for damaged or truncated input.
 */
ZHEN_CHECK zhen_status decompress_next(decompressor *u, const char **in,
                                       size_t *len, char *to, size_t room,
                                       size_t *made);

/* NULL is allowed. */
void decompress_free(decompressor *u);

#endif
