/* SPDX-License-Identifier: Apache-2.0 */
/* Options of the caller, made for this or an older version of the library. */
#ifndef ZHEN_BASE_OPTIONS_H
#define ZHEN_BASE_OPTIONS_H

#include <stddef.h>
#include <zhen/error.h>

/*
 * Copy the options `given`, which may be NULL, to `known`. Members that they
 * lack are 0. Every function that is given options begins with this.
 */
#define OPTIONS_TAKE(known, given)                                             \
  options_take((known), sizeof *(known), 1 ? (given) : (known))

ZHEN_CHECK zhen_status options_take(void *known, size_t size,
                                    const void *given);

#endif
