/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files of two directories that are called alike, in the order of what
 * they are called. What was found waits on the disk, not in memory.
 */
#ifndef ZHEN_BUILD_DIRECTORIES_H
#define ZHEN_BUILD_DIRECTORIES_H

#include "base/buf.h"

typedef struct directories directories;

/* `follow`: also what links lead to. ZHEN_EINPUT if two files of a side have
   one name but for their endings. */
ZHEN_CHECK zhen_status directories_open(directories **out, const char *zh,
                                        const char *en, bool follow);

/*
 * Append what the next two are called, and their paths below the directories,
 * NUL behind each of the three, to `names`; `there[i]`: side i has one.
 */
ZHEN_CHECK zhen_status directories_next(directories *f, buf *names,
                                        bool there[2], bool *more);

/* Back to the first. */
ZHEN_CHECK zhen_status directories_rewind(directories *f);

void directories_close(directories *f);

#endif
