/* SPDX-License-Identifier: Apache-2.0 */
/* Patterns of file names. */
#ifndef ZHEN_TEXT_GLOB_H
#define ZHEN_TEXT_GLOB_H

#include <stdbool.h>

/*
 * Whether a pattern matches a name relative to a directory, by the rules of
 * `include` of zhen_build_options.
 */
bool glob_matches(const char *pattern, const char *name, bool is_directory);

#endif
