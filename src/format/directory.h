/* SPDX-License-Identifier: Apache-2.0 */
/* A directory of files that gets its name when it is whole. */
#ifndef ZHEN_FORMAT_DIRECTORY_H
#define ZHEN_FORMAT_DIRECTORY_H

#include "base/temporary.h"

#include <stdbool.h>

typedef struct directory_target {
  char *target, *path;        /* the final name, and the current one */
  const char *parts[2];       /* directories in it */
  temporary_directory *place; /* its parent */
  bool replace;               /* what has the name */
} directory_target;

/*
 * Begin one. ZHEN_EOUTPUT if the name exists and must not be replaced, or
 * contains files that zhen did not write.
 */
ZHEN_CHECK zhen_status directory_open(directory_target *d, const char *target,
                                      bool replace);

/* Add a directory in it; `name` is borrowed. */
ZHEN_CHECK zhen_status directory_add(directory_target *d, const char *name);
ZHEN_CHECK zhen_status directory_commit(directory_target *d);

/* Remove what was written; does nothing after a commit. */
void directory_dispose(directory_target *d);

#endif
