/* SPDX-License-Identifier: Apache-2.0 */
/* A directory of files that gets its name when it is whole. */
#ifndef ZHEN_BASE_DIRECTORY_H
#define ZHEN_BASE_DIRECTORY_H

#include "base/temporary.h"

#include <stdbool.h>

typedef struct directory_target {
  char *target, *path;        /* the final name, and the current one */
  const char *parts[2];       /* directories in it */
  temporary_directory *place; /* its parent */
  bool replace;               /* what has the name */
} directory_target;

/* Whether a name in a target, or in the directory `in` of it (NULL: in itself)
   may be replaced. */
typedef bool directory_owns(const char *in, const char *name);

/*
 * Begin one. ZHEN_EOUTPUT if the name exists and must not be replaced, or is a
 * directory with files that are not owned.
 */
ZHEN_CHECK zhen_status directory_open(directory_target *d, const char *target,
                                      bool replace, directory_owns *owns);

/* Add a directory in it; `name` is borrowed. */
ZHEN_CHECK zhen_status directory_add(directory_target *d, const char *name);
ZHEN_CHECK zhen_status directory_commit(directory_target *d);

/* Remove what was written; does nothing after a commit. */
void directory_dispose(directory_target *d);

#endif
