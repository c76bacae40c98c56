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

/* The endings of pairs, written by align and filter. */
extern const file_ending pair_endings[];

/* ".gz", ".xz" or ".zst" at the end of a name, in any case; "" if none. */
const char *name_compression(const char *file);

/*
 * Refuse a file that is always written as TSV if its ending is that of another
 * format. `name` is the option, `file` its value; NULL is fine. An exit status.
 */
int format_check_tsv(const command *self, const char *name, const char *file);

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
