/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A private directory for files that have no final name yet, or that are about
 * to lose it: .zhen-UID.tmp/XXXXXX beside the target, so that rename() leads
 * into it and out of it.
 *
 * Each is locked while its process lives. What a killed process leaves is
 * removed by the next process of the same user that writes in the same
 * directory; only what can be locked is removed, so a living process keeps its
 * own, whatever its pid, namespace or host. The locks are of the kind that
 * SQLite and the builder use and reach as far; on a file system without locks
 * nothing is swept.
 */
#ifndef ZHEN_BASE_TEMPORARY_H
#define ZHEN_BASE_TEMPORARY_H

#include <zhen/error.h>

typedef struct temporary_directory temporary_directory;

/*
 * Make one beside the file `target`.
 *
 * @param name    of the target in messages
 * @retval ZHEN_EOUTPUT  cannot be created
 */
ZHEN_CHECK zhen_status temporary_open(temporary_directory **out,
                                      const char *target, const char *name);

/* The path of a name in it; NULL without memory. The caller frees it. */
char *temporary_path(const temporary_directory *t, const char *name);

/* Remove it with all that is in it; NULL is fine. */
void temporary_close(temporary_directory *t);

/* Free it, but leave what is in it on the disk, where no sweep removes it. */
void temporary_keep(temporary_directory *t);

/* Remove what killed processes left beside the file `target`. */
void temporary_sweep(const char *target);

/* ZHEN_EOUTPUT if there is no such directory; `name` is that of the target. */
ZHEN_CHECK zhen_status directory_check(const char *path, const char *name);

/*
 * Rename without replacing anything; on file systems that cannot exclude it,
 * as rename().
 */
int rename_new(const char *from, const char *to);

#endif
