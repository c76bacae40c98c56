/* SPDX-License-Identifier: Apache-2.0 */
/* Lexicons for the suites: the built-in one, and those of invented words. */
#ifndef ZHEN_TESTS_UNIT_LEXICON_H
#define ZHEN_TESTS_UNIT_LEXICON_H

#include <zhen/lexicon.h>

/* The built-in lexicon, shared by all suites: do not change or free it. */
const zhen_lexicon *unit_default_lexicon(void);

/* Free it, once all suites are done. */
void unit_lexicon_close(void);

/*
 * The lexicon of one dictionary with the given lines; `name` determines its
 * format (*.u8: CC-CEDICT). Ends the program if it cannot be built.
 */
zhen_lexicon *unit_lexicon(const char *name, const char *lines);

/* Build a lexicon file from dictionary files. */
ZHEN_CHECK zhen_status unit_lexicon_build(const char *out,
                                          const char *const *dictionaries,
                                          size_t count);

#endif
