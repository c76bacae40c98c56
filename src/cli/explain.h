/* SPDX-License-Identifier: Apache-2.0 */
/* Explanations for the reader of a terminal, and for programs. */
#ifndef ZHEN_CLI_EXPLAIN_H
#define ZHEN_CLI_EXPLAIN_H

#include "cli/pair.h"

/*
 * Explain a bead to standard output, for people or as one JSON object in a
 * line. `number` is that of its row, as the user counts, from 1. An exit
 * status.
 */
int explain_bead(const pair *p, size_t number, const zhen_bead *bead,
                 bool json);

#endif
