/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zhen-docs, the program that writes manual pages and completions when zhen is
 * built. Both come from the tables of commands and options; the texts of the
 * pages are in src/man.
 */
#ifndef ZHEN_CLI_DOCS_H
#define ZHEN_CLI_DOCS_H

#include "cli/cli.h"

/* What there is to complete after an option. */
typedef enum value_kind {
  VALUE_NONE,  /* it takes no value */
  VALUE_ANY,   /* a number or a name: nothing to complete */
  VALUE_WORDS, /* one of row->words, or of an argument on|off */
  VALUE_FILE,
  VALUE_DIRECTORY
} value_kind;

value_kind option_value_kind(const option *row);

/*
 * The next line of the usage of a command, without "zhen NAME"; begin with
 * NULL. NULL after the last one.
 */
const char *usage_next(const command *self, const char *line, size_t *len);

/* The word in small letters that a line of a usage begins with, as in "zhen
   lexicon train ..."; its length, 0 for none. */
size_t usage_word(const char *line);

/*
 * The page of `self`, or of the program for NULL, to standard output. `texts`
 * are two files of src/man as strings: that of the page, and options.in. An
 * exit status: EXIT_INPUT if they explain what the command does not have.
 */
int docs_page(const command *self, const char *date, char *const texts[2]);

/* The completions for a shell, to standard output. */
void docs_bash(void);
void docs_zsh(void);
void docs_fish(void);

#endif
