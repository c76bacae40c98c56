/* SPDX-License-Identifier: Apache-2.0 */
/* The files below a directory. */
#ifndef ZHEN_TEXT_WALK_H
#define ZHEN_TEXT_WALK_H

#include <stdbool.h>
#include <zhen/error.h>

/* A file: the directory, and its name relative to it. */
typedef zhen_status walk_found(void *context, const char *root,
                               const char *name);

/*
 * All regular files, in no order, without hidden ones (names that start with a
 * dot). `follow`: also follow symbolic links. ZHEN_EINPUT if a directory cannot
 * be read.
 */
ZHEN_CHECK zhen_status walk_files(const char *root, bool follow,
                                  walk_found *found, void *context);

#endif
