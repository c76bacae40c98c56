/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of the same name in two directories, ordered by name. The list is kept
 * on the disk, not in memory.
 */
#ifndef ZHEN_BUILD_DIRECTORIES_H
#define ZHEN_BUILD_DIRECTORIES_H

#include "base/buf.h"

typedef struct directories directories;

/*
 * `follow`: also follow symbolic links. ZHEN_EINPUT if two files of a side
 * differ only in their extension.
 */
ZHEN_CHECK zhen_status directories_open(directories **out, const char *zh,
                                        const char *en, bool follow);

/*
 * Append the name of the next pair, and their paths below the directories, with
 * a NUL after each of the three, to `names`; `there[i]`: side i has one.
 */
ZHEN_CHECK zhen_status directories_next(directories *f, buf *names,
                                        bool there[2], bool *more);

/* Back to the first pair. */
ZHEN_CHECK zhen_status directories_rewind(directories *f);

void directories_close(directories *f);

#endif
