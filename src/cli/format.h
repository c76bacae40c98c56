/* SPDX-License-Identifier: Apache-2.0 */
/* The format of a file by the extension of its name. */
#ifndef ZHEN_CLI_FORMAT_H
#define ZHEN_CLI_FORMAT_H

#include "cli/cli.h"

/* An extension; ".gz", ".xz" and ".zst" after it are ignored. */
typedef struct file_ending {
  const char *name; /* without the dot, in lower case */
  const char *format;
} file_ending;

/* ".gz", ".xz" or ".zst" at the end of a name, in upper or lower case; "" if
 * none. */
const char *name_compression(const char *file);

/* zhen_format_of_path(), with the formats that -f takes; an exit status. */
int format_of_pairs(const command *self, const char *file, zhen_format_use use,
                    zhen_format *out);

/* Whether a format can hold the links of --words; an exit status. */
int format_check_words(const command *self, zhen_format format);

/*
 * Refuse a file that is always written as TSV if its ending is that of another
 * format. `name` is the option, `file` its value; NULL is fine. An exit status.
 */
int format_check_tsv(const command *self, const char *name, const char *file);

/* Whether `file` has the extension `name`, in upper or lower case; .gz and
   like are ignored. */
bool name_ends_in(const char *file, const char *name);

/*
 * The format of `file` by the table, whose last name is NULL. `preset` for a
 * name without extension, standard output, devices and pipes; NULL for any
 * other extension.
 */
const char *format_of_name(const char *file, const file_ending *table,
                           const char *preset);

/* Refuse the ending of `file`: EXIT_USAGE, after a message that names the
   endings of the table and, if the command has -f, its formats. */
int format_refuse(const command *self, const char *file,
                  const file_ending *table);

#endif
