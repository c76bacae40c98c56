/* SPDX-License-Identifier: Apache-2.0 */
/* A reserve for libraries that are not safe when memory runs out. */
#ifndef ZHEN_CLI_MEMORY_H
#define ZHEN_CLI_MEMORY_H

/* Call it before their first use. */
void memory_guard(void);

#endif
