/* SPDX-License-Identifier: Apache-2.0 */
/* An explained bead on standard output. */
#ifndef ZHEN_CLI_EXPLAIN_PRINT_H
#define ZHEN_CLI_EXPLAIN_PRINT_H

#include "cli/explained.h"

void explain_print_text(const explained *e);

/* One object on a line. An exit status. */
int explain_print_json(const explained *e);

#endif
