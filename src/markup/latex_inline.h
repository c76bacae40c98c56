/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_MARKUP_LATEX_INLINE_H
#define ZHEN_MARKUP_LATEX_INLINE_H

#include "markup/latex_state.h"

/* What begins with the backslash at `at`. */
size_t latex_read_backslash(latex *t, size_t at, size_t end);

/* "$x$" as it is, "$$x$$" dropped. */
size_t latex_read_formula(latex *t, size_t at, size_t end);

#endif
