/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of the same name in two directories, ordered by name. The list is kept
 * on the disk, not in memory.
 */
#ifndef ZHEN_BUILD_DIRECTORIES_H
#define ZHEN_BUILD_DIRECTORIES_H

#include "base/buf.h"
#include "text/walk.h"

typedef struct directories directories;

ZHEN_CHECK zhen_status directories_open(directories **out, const char *zh,
                                        const char *en,
                                        const walk_options *options);

/* The other files, which are not in pairs: `unread` ones are faults. */
typedef void directories_other(void *context, const char *path, bool unread,
                               const char *why);
ZHEN_CHECK zhen_status directories_others(directories *f,
                                          directories_other *take,
                                          void *context);

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
