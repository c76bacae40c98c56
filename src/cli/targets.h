/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a run reads and writes, checked before it begins: no output is an input,
 * another output, or a store (see <zhen/target.h>).
 */
#ifndef ZHEN_CLI_TARGETS_H
#define ZHEN_CLI_TARGETS_H

#include "cli/cli.h"

/* `{0}` is empty. The first failure is kept for targets_check(). */
typedef struct targets {
  zhen_files *set;
  zhen_status status;
} targets;

/* An input; NULL is none. */
void targets_input(targets *t, const char *path);

/* A target; NULL is none. */
void targets_output(targets *t, const char *path, zhen_target kind);

/* Dispose of it; an exit status, after a message. */
int targets_check(targets *t, const command *self);

/* For commands that print: no input may be what standard output goes to. */
int targets_check_print(const command *self, const char *input);

#endif
