/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_MARKUP_LATEX_BLOCKS_H
#define ZHEN_MARKUP_LATEX_BLOCKS_H

#include "markup/latex_state.h"

/* After "\end{name}"; 0 if there is none. */
size_t latex_environment_end(const latex *t, size_t at, size_t end,
                             zhen_str name);

/* "\begin{name}" or "\end{name}": `at` is after the command. */
size_t latex_read_environment(latex *t, size_t at, size_t end, bool begins);

#endif
