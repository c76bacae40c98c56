/* SPDX-License-Identifier: Apache-2.0 */
/* The figures of a saved alignment. */
#ifndef ZHEN_CLI_STATS_SAVED_H
#define ZHEN_CLI_STATS_SAVED_H

#include "cli/cli.h"

/* Does the name say that it is a saved alignment, and no store? */
bool stats_is_saved(const char *path);

/* Print what a saved alignment holds; an exit status. */
int stats_saved(const char *path, bool json);

#endif
