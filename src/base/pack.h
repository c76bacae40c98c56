/* SPDX-License-Identifier: Apache-2.0 */
/* Compress bytes with gzip, xz or zstd, by the extension of a file name. */
#ifndef ZHEN_BASE_PACK_H
#define ZHEN_BASE_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <zhen/error.h>

typedef struct packer packer;

/* Receives compressed bytes. */
typedef void pack_sink(void *context, const void *bytes, size_t len);

/* Whether a name ends in .gz, .xz or .zst. */
bool pack_wanted(const char *name);

/* The length of a name without such an extension. */
size_t pack_stem(const char *name);

/* Start; `name` is the name of the file to compress. */
ZHEN_CHECK zhen_status pack_open(packer **out, const char *name,
                                 pack_sink *sink, void *context);

/* Compress; errors are kept until the end. */
void pack_put(packer *p, const void *bytes, size_t len);

/* Finish; ZHEN_ENOMEM if anything failed. No more puts are allowed. */
ZHEN_CHECK zhen_status pack_finish(packer *p);

/* NULL is allowed. */
void pack_free(packer *p);

#endif
