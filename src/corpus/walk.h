/* SPDX-License-Identifier: Apache-2.0 */
/* The files below a directory, and what they are called in two languages. */
#ifndef ZHEN_CORPUS_WALK_H
#define ZHEN_CORPUS_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <zhen/error.h>

/* A file: the directory, and its name below that. */
typedef zhen_status walk_found(void *context, const char *root,
                               const char *name);

/*
 * All regular files, in no order; names that begin with a point are hidden.
 * `follow`: also what links lead to. ZHEN_EINPUT if a directory cannot be read.
 */
ZHEN_CHECK zhen_status walk_files(const char *root, bool follow,
                                  walk_found *found, void *context);

/* Length of a name without what tells the two sides apart: .zh.txt, _en-US. */
size_t walk_called(const char *name);

#endif
