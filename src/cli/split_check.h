/* SPDX-License-Identifier: Apache-2.0 */
/* zhen split --check: the sentence splitter against cases. */
#ifndef ZHEN_CLI_SPLIT_CHECK_H
#define ZHEN_CLI_SPLIT_CHECK_H

#include "cli/split_way.h"

/*
 * Score the cases in a file: what fails, and how many of each language pass.
 * A case is a line ID TAB TOPIC TAB TEXT; an ID that begins with Z is Chinese,
 * with E English. In TEXT `‖` is a boundary that must be there, `¦` one that
 * may be, `\n` a line break; a line without a tab is prose.
 * Returns EXIT_NO if a case fails.
 */
int split_check(const split_way *way, const char *path, bool quiet);

#endif
