/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes to gzip, xz or zstd, as the end of a file name asks for. */
#ifndef ZHEN_BASE_PACK_H
#define ZHEN_BASE_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <zhen/error.h>

typedef struct packer packer;

/* Take packed bytes. */
typedef void pack_sink(void *context, const void *bytes, size_t len);

/* Whether a name ends in .gz, .xz or .zst. */
bool pack_wanted(const char *name);

/* Length of a name without such an end. */
size_t pack_stem(const char *name);

/* Begin; `name` is of a file that is to be packed. */
ZHEN_CHECK zhen_status pack_open(packer **out, const char *name,
                                 pack_sink *sink, void *context);

/* Pack; errors are kept until the end. */
void pack_put(packer *p, const void *bytes, size_t len);

/* The last bytes; ZHEN_ENOMEM if anything failed. Puts end here. */
ZHEN_CHECK zhen_status pack_finish(packer *p);

/* NULL is fine. */
void pack_free(packer *p);

#endif
