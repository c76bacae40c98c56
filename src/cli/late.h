/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_CLI_LATE_H
#define ZHEN_CLI_LATE_H

#include <stddef.h>

/* The address of a function of late.txt, by its number; its library is loaded.
   It is called by late.S. */
__attribute__((visibility("hidden"))) void *late_find(size_t function);

#endif
