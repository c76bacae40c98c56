/* SPDX-License-Identifier: Apache-2.0 */
/* Statistics of a saved alignment. */
#ifndef ZHEN_CLI_STATS_SAVED_H
#define ZHEN_CLI_STATS_SAVED_H

#include "cli/cli.h"

/* Whether a file is a saved alignment, not a store, by its name. */
bool stats_is_saved(const char *path);

/* Print the statistics; an exit status. */
int stats_saved(const char *path, bool json);

#endif
