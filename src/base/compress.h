/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes to gzip, xz or zstd, as the end of a file name asks for. */
#ifndef ZHEN_BASE_COMPRESS_H
#define ZHEN_BASE_COMPRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <zhen/error.h>

typedef struct compressor compressor;

/* Take packed bytes. */
typedef void compress_sink(void *context, const void *bytes, size_t len);

/* Whether a name ends in .gz, .xz or .zst. */
bool compress_wanted(const char *name);

/* Length of a name without such an end. */
size_t compress_stem(const char *name);

/* Begin; `name` is of a file that is to be packed. */
ZHEN_CHECK zhen_status compress_open(compressor **out, const char *name,
                                     compress_sink *sink, void *context);

/* Pack; errors are kept until the end. */
void compress_put(compressor *p, const void *bytes, size_t len);

/* The last bytes; ZHEN_ENOMEM if anything failed. Puts end here. */
ZHEN_CHECK zhen_status compress_finish(compressor *p);

/* NULL is fine. */
void compress_free(compressor *p);

#endif
