/* SPDX-License-Identifier: Apache-2.0 */
/* Colors and width of the terminal. */
#ifndef ZHEN_CLI_TERMINAL_H
#define ZHEN_CLI_TERMINAL_H

#include <stdbool.h>

/* The values of --color. */
extern const char *const color_words[];

/*
 * Whether to use colours. `when` is a value of --color, NULL being "auto":
 * NO_COLOR, CLICOLOR, CLICOLOR_FORCE and TERM=dumb are obeyed, and standard
 * output must be a terminal that the output goes to.
 */
bool terminal_color(const char *when, bool to_stdout);

/* COLUMNS, or the width of the terminal; 0 if unknown. */
unsigned terminal_columns(bool to_stdout);

#endif
