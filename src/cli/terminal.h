/* SPDX-License-Identifier: Apache-2.0 */
/* What standard output is, if it is a terminal. */
#ifndef ZHEN_CLI_TERMINAL_H
#define ZHEN_CLI_TERMINAL_H

#include <stdbool.h>

/*
 * Whether to use colours unasked. `to_stdout`: what is written goes there.
 * NO_COLOR, CLICOLOR, CLICOLOR_FORCE and TERM=dumb are obeyed.
 */
bool terminal_color(bool to_stdout);

/* COLUMNS, or the width of the terminal; 0 if there is none to ask. */
unsigned terminal_columns(bool to_stdout);

#endif
