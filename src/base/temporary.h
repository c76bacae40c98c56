/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A private directory for files that have no final name yet, or that are about
 * to lose it: .zhen-UID.tmp/XXXXXX next to the target, so that rename() can
 * move files in and out.
 *
 * Each is locked while its process lives. Leftovers of a killed process are
 * removed by the next process of the same user that writes in the same
 * directory; only a directory that can be locked is removed, so a living
 * process keeps its own, whatever its pid, namespace or host. The locks are of
 * the kind that SQLite and the builder use and have the same reach; on a file
 * system without locks nothing is removed.
 */
#ifndef ZHEN_BASE_TEMPORARY_H
#define ZHEN_BASE_TEMPORARY_H

#include <zhen/error.h>

typedef struct temporary_directory temporary_directory;

/*
 * Create one next to the file `target`.
 *
 * @param name    of the target in messages
 * @retval ZHEN_EOUTPUT  cannot be created
 */
ZHEN_CHECK zhen_status temporary_open(temporary_directory **out,
                                      const char *target, const char *name);

/* The path of a file in it; NULL without memory. The caller frees it. */
char *temporary_path(const temporary_directory *t, const char *name);

/* Remove it with its content; NULL is allowed. */
void temporary_close(temporary_directory *t);

/* Free it, but keep its content on the disk, where no sweep removes it. */
void temporary_keep(temporary_directory *t);

/* Remove leftovers of killed processes next to the file `target`. */
void temporary_sweep(const char *target);

/* ZHEN_EOUTPUT if the directory is missing; `name` is that of the target. */
ZHEN_CHECK zhen_status directory_check(const char *path, const char *name);

#endif
