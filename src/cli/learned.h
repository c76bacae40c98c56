/* SPDX-License-Identifier: Apache-2.0 */
/* The word pairs learned from an article, as a glossary to check. */
#ifndef ZHEN_CLI_LEARNED_H
#define ZHEN_CLI_LEARNED_H

#include "cli/cli.h"

/* Lines of zh, en, count, strength; "-" is standard output. */
ZHEN_CHECK zhen_status learned_write(const char *path, const zhen_alignment *a,
                                     zhen_output_set *set);

#endif
