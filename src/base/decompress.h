/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What gzip, xz or zstd packed, piece by piece. The libraries are used as they
 * are, without one that knows all formats: libarchive ends the process when it
 * cannot allocate.
 */
#ifndef ZHEN_BASE_DECOMPRESS_H
#define ZHEN_BASE_DECOMPRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <zhen/error.h>

typedef struct decompressor decompressor;

/* Bytes that tell whether an input is packed. */
enum { DECOMPRESS_MAGIC = 6 };

/* Whether an input that begins so is packed. */
bool decompress_wanted(const char *head, size_t len);

/* Begin; `head` is the start of a packed input, and is given again later. */
ZHEN_CHECK zhen_status decompress_open(decompressor **out, const char *head,
                                       size_t len);

/*
 * Unpack from [*in, *in + *len), which is moved on, into `room` bytes of `to`;
 * `*made` were put there. At the end of the input, `*len` 0: nothing made is
 * the end of the text. ZHEN_ENOMEM, or ZHEN_EINPUT with the reason alone as the
 * message, for damaged bytes and for an input that is cut short.
 */
ZHEN_CHECK zhen_status decompress_next(decompressor *u, const char **in,
                                       size_t *len, char *to, size_t room,
                                       size_t *made);

/* NULL is fine. */
void decompress_free(decompressor *u);

#endif
