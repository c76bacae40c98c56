/* SPDX-License-Identifier: Apache-2.0 */
/* A glossary of one term a line, in one of three forms, or csv. */
#ifndef ZHEN_LEXICON_GLOSSARY_LINES_H
#define ZHEN_LEXICON_GLOSSARY_LINES_H

#include "lexicon/glossary.h"

/* The first entry says which form it is. */
ZHEN_CHECK zhen_status glossary_read_lines(glossary *g, zhen_str text);

#endif
