/* SPDX-License-Identifier: Apache-2.0 */
/* Compress bytes with gzip, xz or zstd, by the extension of a file name. */
#ifndef ZHEN_BASE_COMPRESS_H
#define ZHEN_BASE_COMPRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <zhen/error.h>

typedef struct compressor compressor;

/* Receives compressed bytes. */
typedef void compress_sink(void *context, const void *bytes, size_t len);

/* Whether a name ends in .gz, .xz or .zst, in upper or lower case. */
bool compress_wanted(const char *name);

/* The length of a name without such an extension. */
size_t compress_stem(const char *name);

/* Start; `name` is the name of the file to compress. */
ZHEN_CHECK zhen_status compress_open(compressor **out, const char *name,
                                     compress_sink *sink, void *context);

/* Compress; errors are kept until the end. */
void compress_put(compressor *p, const void *bytes, size_t len);

/* Finish; ZHEN_ENOMEM if anything failed. No more puts are allowed. */
ZHEN_CHECK zhen_status compress_finish(compressor *p);

/* NULL is allowed. */
void compress_free(compressor *p);

#endif
