/* SPDX-License-Identifier: Apache-2.0 */
/* Which files of a directory are documents. */
#ifndef ZHEN_TEXT_LISTED_H
#define ZHEN_TEXT_LISTED_H

#include <zhen/error.h>

/* Bytes of a name before the ending of a compressed file: .gz .xz .zst */
size_t listed_length(const char *name);

/* Bytes of a name before the ending of a kind of document. */
size_t listed_stem(const char *name, size_t len);

/*
 * Why a file is not a document, such as "an image"; NULL if it is one, or may
 * be one. Known by the ending of its name; by its first bytes if the name has
 * no known ending.
 */
ZHEN_CHECK zhen_status listed_other(const char *path, const char **why);

#endif
