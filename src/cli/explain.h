/* SPDX-License-Identifier: Apache-2.0 */
/* Explanations for the reader of a terminal, and for programs. */
#ifndef ZHEN_CLI_EXPLAIN_H
#define ZHEN_CLI_EXPLAIN_H

#include "cli/cli.h"

/* One explanation, and what it is of. */
typedef struct explained {
  size_t number; /* of the row, as the user counts, from 1 */
  const zhen_side *zh, *en;
  const zhen_explanation *why;
} explained;

/* Print it to standard output, for people. */
void explain_print(const explained *e);

/* The same as one JSON object in a line; an exit status. */
int explain_json(const explained *e);

#endif
