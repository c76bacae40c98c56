/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_MARKUP_ENTITY_H
#define ZHEN_MARKUP_ENTITY_H

#include "text/utf8.h"

#include <stddef.h>

/* The character of the reference at `at`, an '&'; 0 if it is not one. */
uint32_t entity_read(zhen_str s, size_t at, size_t *end);

#endif
