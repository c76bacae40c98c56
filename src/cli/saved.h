/* SPDX-License-Identifier: Apache-2.0 */
/* A saved alignment and the texts it was made from. */
#ifndef ZHEN_CLI_SAVED_H
#define ZHEN_CLI_SAVED_H

#include "cli/article_job.h"

/* Whether a file is a saved alignment, by its name. */
bool saved_name(const char *file);

/*
 * Read a saved alignment, and settle which files its texts are: those it names
 * unless --zh and --en are given. An exit status; free `*out` whatever it is.
 */
int saved_open(zhen_saved **out, article_job *p, const command *self,
               const article_values *v, const char *file);

/* Read the texts and align them with the saved beads. An exit status. */
int saved_align(const zhen_saved *saved, article_job *p, const char *file);

#endif
