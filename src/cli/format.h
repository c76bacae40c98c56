/* SPDX-License-Identifier: Apache-2.0 */
/* The format that the name of a file asks for, by its ending. */
#ifndef ZHEN_CLI_FORMAT_H
#define ZHEN_CLI_FORMAT_H

#include "cli/cli.h"

/* ".gz", ".xz" and ".zst" behind it do not count. */
typedef struct file_ending {
  const char *name; /* without the dot, in lower case */
  const char *format;
} file_ending;

/* The endings of files of pairs. */
extern const file_ending pair_endings[];

/* What lies behind the last dot, .gz and the like left aside, in any case. */
bool name_ends_in(const char *file, const char *name);

/*
 * The format for `file` by the table, whose last name is NULL. A name without
 * an ending, standard output, and what is there and is no regular file (a
 * device or a pipe) have the format `preset`. NULL: another ending.
 */
const char *format_of_name(const char *file, const file_ending *table,
                           const char *preset);

/* Refuse the ending of `file`: EXIT_USAGE, after a message that names the
   endings of the table and, if the command has -f, its formats. */
int format_refuse(const command *self, const char *file,
                  const file_ending *table);

#endif
