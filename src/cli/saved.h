/* SPDX-License-Identifier: Apache-2.0 */
/* A saved alignment and the texts it was made from. */
#ifndef ZHEN_CLI_SAVED_H
#define ZHEN_CLI_SAVED_H

#include "cli/pair.h"

/* Does the name say that a file is a saved alignment? */
bool saved_name(const char *file);

/*
 * Read a saved alignment, find its texts, by the names in it unless --zh and
 * --en say otherwise, and align them with the beads that were saved. An exit
 * status; free `*out` in any case.
 */
int saved_open(zhen_saved **out, pair *p, const command *self,
               const pair_values *v, const char *file);

#endif
