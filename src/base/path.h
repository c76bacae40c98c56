/* SPDX-License-Identifier: Apache-2.0 */
/* Names of files that may not exist yet. */
#ifndef ZHEN_BASE_PATH_H
#define ZHEN_BASE_PATH_H

#include <stdbool.h>

/* Whether it is "-": standard input or output. */
bool path_is_standard(const char *path);

/* Everything before the last slash; "." if there is none. NULL: no memory. */
char *path_directory(const char *path);

/*
 * The name that the symbolic links at `path` lead to; also for a dangling one,
 * which realpath() does not follow. NULL: no memory.
 */
char *path_resolve(const char *path);

/* Sync the directory of a file to the disk, and with it the file's name. */
void path_sync_directory(const char *directory);

#endif
