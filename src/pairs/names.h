/* SPDX-License-Identifier: Apache-2.0 */
/* Which files a name is of. */
#ifndef ZHEN_PAIRS_NAMES_H
#define ZHEN_PAIRS_NAMES_H

#include <zhen/pairs.h>

/* PREFIX.zh, or compressed, to be freed; NULL if there is no such file. */
ZHEN_CHECK zhen_status names_find_part(char **path, const char *prefix,
                                       const char *suffix);

/*
 * The files that `path` of zhen_pairs_open() is the name of, to be freed by the
 * caller: its own and NULL, or the two of a prefix.
 */
ZHEN_CHECK zhen_status pairs_files(char **zh, char **en, const char *path);

#endif
