/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Directives of MyST, whose content is text though it is fenced as code is:
 * "```{note} Title", options, text, "```".
 */
#ifndef ZHEN_MARKUP_MD_DIRECTIVES_H
#define ZHEN_MARKUP_MD_DIRECTIVES_H

#include "markup/cuts.h"

/* Their fences and options: where these lines begin, in order. */
typedef struct md_directives {
  size_t *at;
  size_t count, capacity;
  bool failed;
} md_directives;

void md_directives_collect(md_directives *d, zhen_str s);

/* Of such a line, the bytes before its title; all if it has none. */
size_t md_directive_title(zhen_str line);

#endif
