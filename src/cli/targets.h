/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a run reads and writes, checked before any work is done: no output is an
 * input, another output, or a store (see <zhen/target.h>), and none replaces
 * an existing file unless --force is given. The rule for existing files is the
 * same for all commands; only build updates its store. Devices, pipes and
 * standard output can always be written to. zhen_merge() and zhen_export()
 * check their targets themselves.
 */
#ifndef ZHEN_CLI_TARGETS_H
#define ZHEN_CLI_TARGETS_H

#include "cli/cli.h"

/* `{.force = ...}` is empty. The first failure is kept for targets_check(). */
typedef struct targets {
  bool force;
  zhen_files *set;
  zhen_status status;
  char *existing; /* a file that would be replaced */
} targets;

/* An input; NULL is none. */
void targets_input(targets *t, const char *path);

/* A target; NULL is none. */
void targets_output(targets *t, const char *path, zhen_target kind);

/* A target in a format. */
void targets_format(targets *t, const char *path, zhen_format format);

/* Dispose of it; an exit status, after a message. EXIT_OUTPUT: a target exists
   and --force was not given. */
int targets_check(targets *t, const command *self);

/* For commands that print: no input may be the file of standard output. */
int targets_check_print(const command *self, const char *input);

#endif
