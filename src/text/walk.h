/* SPDX-License-Identifier: Apache-2.0 */
/* The files below a directory. */
#ifndef ZHEN_TEXT_WALK_H
#define ZHEN_TEXT_WALK_H

#include <stdbool.h>
#include <zhen/error.h>

typedef enum walk_kind {
  WALK_DOCUMENT,
  WALK_LEFT,  /* skipped: not a document, or not wanted */
  WALK_UNREAD /* a fault: what cannot be read may be a document */
} walk_kind;

/* A file or directory. */
typedef struct walk_file {
  const char *root, *name; /* the directory, and the name relative to it */
  walk_kind kind;
  const char *why; /* NULL for documents */
} walk_file;

typedef zhen_status walk_found(void *context, const walk_file *file);

/* Lists end with NULL; a list may be NULL. See zhen_build_options. */
typedef struct walk_options {
  bool follow;
  const char *const *include, *const *exclude;
} walk_options;

/*
 * All files, ordered by name within each directory, without hidden ones (names
 * that start with a dot). ZHEN_EINPUT if the directory itself cannot be read.
 */
ZHEN_CHECK zhen_status walk_files(const char *root, const walk_options *options,
                                  walk_found *found, void *context);

#endif
